"""What a desk is, why an observation came to it, when it is due, how long one holds it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from config.languages import say

LEASE = timedelta(minutes=10)
LEAD = ""  # the desk of the town's lead: for what nobody else is competent for
TARGET_DAYS = 7  # within which an author is promised an answer, unless the town says otherwise
MOST = 1000  # what waits is counted up to here: beyond, « more than »

RESIDENT, INVENTORY = "resident", "inventory"
ORIGINS = (RESIDENT, INVENTORY)
FRESH, WAITS, LATE = "fresh", "waiting", "late"
AGES = (FRESH, WAITS, LATE)
SOON = timedelta(days=4)  # before the end of what was promised: it waits no longer unnoticed
TODAY = "today"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Desk(NamedTuple):
    """The organisation an observation goes to, and why: a case and its values."""

    organisation: str
    why: Mapping[str, Any]
    due: datetime | None = None  # nothing: its arrival and what is promised everywhere
    target_days: int = TARGET_DAYS
    meant_for: int | None = None  # of its people, the one it is for; nothing: any of them


class Wanted(NamedTuple):
    """The part of the queue one looks at, by the names of the address; all when it is empty."""

    protocol: str = ""
    group: str = ""
    territory: str = ""  # a commune or larger: 76259, 76, REG-28
    commune: str = ""
    campaign: str = ""
    flagged: bool = False  # something in it looks unlikely
    newcomers: bool = False  # nothing of its author was accepted yet
    sensitivity: int | None = None  # at least so much
    origin: str = ""
    ageing: str = ""
    share: str = ""  # today: what falls to me, of what is due

    @property
    def query(self) -> dict[str, Any]:
        """The query that asks for the same part again."""
        told = self._asdict().items()
        return {
            name: "1" if value is True else value
            for name, value in told
            if value not in {"", None} and value is not False
        }


def wanted(told: Mapping[str, str]) -> Wanted:
    """Read the part an address asks for; what it cannot mean is left out, as people type it."""
    level = told.get("sensitivity", "")
    chosen = (("origin", ORIGINS), ("ageing", AGES), ("share", (TODAY,)))
    plain = ("protocol", "group", "territory", "commune", "campaign")
    read: dict[str, Any] = {name: told.get(name, "").strip()[:60] for name in plain}
    read |= {name: told.get(name) in {"1", "true"} for name in ("flagged", "newcomers")}
    read |= {name: one if (one := told.get(name, "")) in known else "" for name, known in chosen}
    return Wanted(**read, sensitivity=int(level) if level in {"0", "1", "2", "3", "4"} else None)


class Position(NamedTuple):
    """Where a row stands in the order of the queue; pages go on from there."""

    due: datetime
    observation: int

    def __str__(self) -> str:
        return f"{(self.due - EPOCH) // timedelta(microseconds=1)}.{self.observation}"


def position(written: str | None) -> Position | None:
    """Read a position back; nothing when it is none of ours."""
    told = re.fullmatch(r"([0-9]{1,17})\.([0-9]{1,9})", written or "", re.ASCII)
    if told is None:
        return None
    return Position(EPOCH + timedelta(microseconds=int(told[1])), int(told[2]))


def band(due: datetime, now: datetime) -> str:
    """Say how near the end of what was promised is."""
    if due <= now:
        return LATE
    return WAITS if due - now <= SOON else FRESH


def is_held(held_by: int | None, held_until: datetime | None, now: datetime) -> bool:
    """Whether someone is looking at it at this moment."""
    return held_by is not None and held_until is not None and held_until > now


def sentence(why: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    """Say why an observation came to a desk: « oiseau, Fécamp, LPO Normandie : … ».

    words: `what` (protocol or group), `where` and `who`, already in the language.
    """
    told = ", ".join(word for word in (words["what"], words["where"], words["who"]) if word)
    reason = say("moderation/queues", str(why["case"]), language, **_values(why))
    if why.get("rule"):
        reason += say("moderation/queues", "by_rule", language, rule=str(why["rule"]))
    return f"{told}{' : ' if language == 'fr' else ': '}{reason}"


def _values(why: Mapping[str, Any]) -> dict[str, Any]:
    return {"waiting": why.get("waiting", 0), "competent": why.get("competent", 0)}
