"""The demonstration as data: who reports what, when and where, and what is decided of it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from citizen.observations.rules import CitedTaxon, Submission
from moderation.decisions.rules import Verdict

SCENE: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "scene.toml").read_text(encoding="utf-8")
)
PARIS = ZoneInfo("Europe/Paris")
VERDICTS = {
    "accept": ("accept", "certain"),
    "probable": ("accept", "probable"),
    "doubt": ("doubt", "certain"),
    "reject": ("reject", "certain"),
    "ask": ("ask", "certain"),
}


@dataclass(frozen=True)
class Report:
    """One report of the demonstration."""

    number: int
    uuid: UUID
    by: int  # which resident
    submission: Submission
    picture: str  # kind of drawing; "" for none
    verdict: Verdict | None
    is_late: bool = False  # decided after the first release


def resident(number: int) -> UUID:
    """The account of a resident: the same in every demonstration."""
    return uuid5(NAMESPACE_URL, f"brindille:demonstration:resident:{number}")


def reports(now: datetime) -> Iterator[Report]:
    """Every report, as if sent in the weeks before now."""
    told = [*SCENE["reports"], *_heat()]
    for number, one in enumerate(told, start=1):
        yield Report(
            number=number,
            uuid=uuid5(NAMESPACE_URL, f"brindille:demonstration:{number}"),
            by=one["by"],
            submission=_submission(one, now, number),
            picture=one.get("picture", ""),
            verdict=_verdict(one),
            is_late=one.get("late", False),
        )


def _heat() -> Iterator[dict[str, Any]]:
    for place in SCENE["heat"]:
        for hour in place["hours"]:
            for by, sensation in enumerate(place["sensations"]):
                answers = {
                    "sensation": sensation,
                    "sun_exposure": place["sun"],
                    "answer_mode": "in-situ",
                }
                yield {**place, "by": by, "protocol": "heat", "hour": hour, "answers": answers}


def _submission(one: Mapping[str, Any], now: datetime, number: int) -> Submission:
    day = (now - timedelta(days=one["days"])).astimezone(PARIS)
    seen = day.replace(
        hour=one.get("hour", 8 + number % 10), minute=number % 60, second=0, microsecond=0
    )
    line = one.get("line")
    place = {"type": "LineString", "coordinates": line} if line else None
    return Submission(
        protocol=one["protocol"],
        observed_at=seen.isoformat(),
        place=place or {"type": "Point", "coordinates": one["at"]},
        accuracy_m=5 + number % 6,
        place_source="gps",
        taxon=CitedTaxon(one.get("taxon"), one.get("cited", "")),
        certainty="probable" if one.get("cited") else "",
        answers=one["answers"],
        name_published=one.get("signed", False),
    )


def _verdict(one: Mapping[str, Any]) -> Verdict | None:
    if "verdict" not in one:
        return None
    verdict, certainty = VERDICTS[one["verdict"]]
    return Verdict(
        verdict,
        certainty,
        reason=one.get("reason", ""),
        comment=one.get("comment", ""),
        sensitivity=one.get("sensitivity"),
    )
