"""Which records a reader asks for, and the pages of their list.

The map, the list and the file the map draws all pass through the same `Asked`: they cannot differ.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from config.words import folded
from exports.atlas.rules import SEASONS, Entry

CERTAIN = 1  # SINP validation level
VALIDATED, WAITING = "validated", "waiting"
STATUSES = (VALIDATED, WAITING)
CODE = re.compile(r"[0-9A-Za-z._-]{1,100}")
KEY = re.compile(r"(\d{4}-\d\d-\d\d)_([0-9a-f-]{36})")
PAGE = 50  # lines of a list


@dataclass(frozen=True)
class Asked:
    """What a reader asks to see; what cannot be understood is not asked."""

    theme: str = ""  # a protocol
    name: str = ""
    year: int | None = None
    season: str = ""
    certain: bool = False
    territory: str = ""  # the code of a commune, a district…; whether there is one, others say
    status: str = ""
    pictured: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str], themes: Iterable[str]) -> Self:
        code, status = query.get("territory", ""), query.get("status", "")
        year, theme, season = query.get("year", ""), query.get("theme", ""), query.get("season", "")
        return cls(
            theme=theme if theme in set(themes) else "",
            name=query.get("name", "").strip()[:100],
            year=int(year) if year.isdecimal() and len(year) == 4 else None,
            season=season if season in SEASONS else "",
            certain=query.get("certain") == "1",
            territory=code if CODE.fullmatch(code) else "",
            status=status if status in STATUSES else "",
            pictured=query.get("pictured") == "1",
        )

    def keeps(self, one: Entry) -> bool:
        """Whether a record is asked for."""
        return (
            self.status != WAITING
            and self.theme in {"", one.protocol}
            and all(f" {word}" in one.words for word in folded(self.name).split())
            and self.year in {None, one.first_day.year}
            and (not self.season or bool({*SEASONS[self.season]} & {*one.months}))
            and (not self.certain or one.level == CERTAIN)
            and (not self.pictured or bool(one.photo))
        )

    @property
    def is_of_released(self) -> bool:
        """Whether it asks what only a published record answers: of what waits, nothing is."""
        told = self.query().keys() - {"theme", "territory", "status"}
        return bool(told) or self.status == VALIDATED

    def query(self) -> dict[str, str]:
        """The query that asks the same again."""
        told = {
            "theme": self.theme,
            "name": self.name,
            "year": self.year,
            "season": self.season,
            "certain": "1" if self.certain else "",
            "territory": self.territory,
            "status": self.status,
            "pictured": "1" if self.pictured else "",
        }
        return {name: str(value) for name, value in told.items() if value}


class Page(NamedTuple):
    """Some lines of a list, newest first, and the keys of those around them; "" at either end."""

    lines: Sequence[Entry]
    before: str
    after: str


def key_of(one: Entry) -> str:
    """Where a record stands in a list: its day and its identifier, which tells no arrival."""
    return f"{one.last_day}_{one.uuid}"


def page_of(kept: Sequence[Entry], query: Mapping[str, str]) -> Page:
    """The lines after a key, or those before one; the first page where neither can be read.

    kept: newest first. A record that comes or goes moves no line from one page to another twice.
    """
    start = 0
    if (key := _read(query.get("after", ""))) is not None:
        start = sum(_key(one) >= key for one in kept)
    elif (key := _read(query.get("before", ""))) is not None:
        start = max(0, sum(_key(one) > key for one in kept) - PAGE)
    lines = kept[start : start + PAGE]
    before = key_of(lines[0]) if start and lines else ""
    return Page(lines, before, key_of(lines[-1]) if start + PAGE < len(kept) else "")


def _key(one: Entry) -> tuple[date, UUID]:
    return one.last_day, one.uuid


def _read(text: str) -> tuple[date, UUID] | None:
    told = KEY.fullmatch(text)
    if told is None:
        return None
    try:
        return date.fromisoformat(told[1]), UUID(told[2])
    except ValueError:
        return None
