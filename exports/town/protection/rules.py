"""What a filled form asks to protect, and all that is missing from it."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from citizen.form.rules import Filled, one
from config.places import Fault
from reference.sensitivity.rules import Rule

LEVELS = ("1", "2", "3", "4")  # SINP: a rule of 0 would ask nothing
MONTHS = range(1, 13)
AREA = re.compile(r"[0-9][0-9AB][0-9]{1,3}|[0-9][0-9AB]")  # a commune or a department
LONGEST = 500  # characters of a reason


class Season(NamedTuple):
    """Whole months: the first day of one to the last of another, which may be next year."""

    first: int
    last: int

    @property
    def days(self) -> tuple[int, int]:
        return self.first * 100 + 1, self.last * 100 + 31


def faults(filled: Filled, *, taxon: bool, area: bool) -> list[Fault]:
    """Say all that is wrong at once; taxon, area: whether those told are known."""
    reason, season = one(filled, "reason"), months(filled)
    wrong = {
        "/name": not taxon,
        "/area": not area,
        "/level": one(filled, "level") not in LEVELS,
        "/season": isinstance(season, Fault),
        "/reason": not reason or len(reason) > LONGEST,
    }
    return [Fault(pointer, "missing") for pointer, is_wrong in wrong.items() if is_wrong]


def months(filled: Filled) -> Season | Fault | None:
    """The season told by two months; nothing for all the year; one alone is a fault."""
    told = [one(filled, "first_month"), one(filled, "last_month")]
    if told == ["", ""]:
        return None
    known = [int(month) for month in told if month.isdecimal() and int(month[:4]) in MONTHS]
    return Season(*known) if len(known) == len(told) else Fault("/season", "missing")


def area_told(filled: Filled) -> str:
    """The code of the place: one that was ticked, or written."""
    code = one(filled, "area")
    told = one(filled, "area_code").upper() if code == "other" else code
    return told if AREA.fullmatch(told) else ""


def rule(filled: Filled, taxon: Any) -> Rule:
    """The rule a form without a fault asks for."""
    season = months(filled)
    return Rule(
        cd_nom=taxon.cd_ref,
        name=taxon.name,
        area=area_told(filled),
        level=int(one(filled, "level")),
        season=season.days if isinstance(season, Season) else None,
        note=one(filled, "reason"),
    )


def shown(season: tuple[int | None, int | None]) -> Mapping[str, int] | None:
    """The months of a season, to say it; nothing for all the year."""
    first, last = season
    return {"first": first // 100, "last": last // 100} if first and last else None
