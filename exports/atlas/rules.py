"""What the atlas tells of a record, and which records a reader asks for.

The map, its table and the file the map draws all pass through the same `Asked`: they cannot differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple, Self
from urllib.parse import urlsplit
from uuid import UUID

from shapely import Geometry

from config.protocols import PROTOCOLS
from config.words import folded
from exports.records import Record

CERTAIN = 1  # SINP validation level
SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
KEPT = {"2", "3"}  # occNaturalite of SINP: grown or kept, planted
PAGE = 50  # lines of a table
DOTS = 500  # on a small map: more would be one spot


class Entry(NamedTuple):
    """A published record, as its line in a list and its point on a map tell it."""

    uuid: UUID
    protocol: str
    name: str  # "" when nobody named it: the protocol's title stands in
    latin: str
    cd_ref: int | None  # of a taxon of TAXREF; an ornamental has none
    is_planted: bool  # or grown: it tells nothing of what lives here by itself
    first_day: date
    last_day: date
    level: int
    decided_on: date
    precision: str
    uncertainty_m: int | None
    place: Geometry | None
    commune: str
    photo: str  # the path of its small copy; "" when there is none
    words: str  # what a search finds it by
    campaign: str = ""  # it was made for, within its perimeter and its days

    @property
    def path(self) -> str:
        """Where its own page is."""
        return f"/{'arbres' if self.protocol == 'tree' else 'observations'}/{self.uuid}"

    @property
    def months(self) -> Sequence[int]:
        """The months it may be of; of a whole year, none."""
        first, last = self.first_day, self.last_day
        return (first.month,) if (first.year, first.month) == (last.year, last.month) else ()


def entry(record: Record, protocol: str) -> Entry:
    """Keep of a record what lists and maps show."""
    latin, vernacular = _names(record)
    name = str(record.answers.get("tree_name", "")) or vernacular or latin or record.cited_name
    return Entry(
        uuid=record.uuid,
        protocol=protocol,
        name=name,
        latin=latin if latin != name else "",
        cd_ref=record.taxon.cd_ref if record.taxon and not record.ornamental else None,
        is_planted=_is_planted(record, protocol),
        first_day=record.first_day,
        last_day=record.last_day,
        level=record.level,
        decided_on=record.decided_on,
        precision=record.precision,
        uncertainty_m=record.uncertainty_m,
        place=record.place,
        commune=record.territory.name if record.territory else "",
        photo=small(record.photos[0].url) if record.photos else "",
        words=f" {folded(f'{name} {latin} {vernacular or record.cited_name}')}",
        campaign="" if record.campaign_marks else record.campaign,
    )


def _is_planted(record: Record, protocol: str) -> bool:
    asked = PROTOCOLS[protocol].version_of(record.protocol_version)
    return asked.terms("sinp", record.answers).get("occNaturalite") in KEPT


def _names(record: Record) -> tuple[str, str]:
    """The Latin and the French name of what a record holds; an ornamental is not its kin."""
    return (record.held.name, record.held.vernacular) if record.held else ("", "")


def large(photo: str) -> str:
    """The path of a photo: pages ask their own host, whatever it is called."""
    return urlsplit(photo).path


def small(photo: str) -> str:
    """The path of its small copy."""
    return large(photo).replace("-1024.jpg", "-320.jpg")


@dataclass(frozen=True)
class Asked:
    """What a reader asks to see; what cannot be understood is not asked."""

    theme: str = ""  # a protocol
    name: str = ""
    year: int | None = None
    season: str = ""
    certain: bool = False
    pictured: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str], themes: Iterable[str]) -> Self:
        year, theme, season = query.get("year", ""), query.get("theme", ""), query.get("season", "")
        return cls(
            theme=theme if theme in set(themes) else "",
            name=query.get("name", "").strip()[:100],
            year=int(year) if year.isdecimal() and len(year) == 4 else None,
            season=season if season in SEASONS else "",
            certain=query.get("certain") == "1",
            pictured=query.get("pictured") == "1",
        )

    def keeps(self, one: Entry) -> bool:
        """Whether a record is asked for."""
        return (
            self.theme in {"", one.protocol}
            and all(f" {word}" in one.words for word in folded(self.name).split())
            and self.year in {None, one.first_day.year}
            and (not self.season or bool({*SEASONS[self.season]} & {*one.months}))
            and (not self.certain or one.level == CERTAIN)
            and (not self.pictured or bool(one.photo))
        )

    def query(self) -> dict[str, str]:
        """The query that asks the same again."""
        told = {
            "theme": self.theme,
            "name": self.name,
            "year": self.year,
            "season": self.season,
            "certain": "1" if self.certain else "",
            "pictured": "1" if self.pictured else "",
        }
        return {name: str(value) for name, value in told.items() if value}


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """In the order of what they are of, the latest first; the identifier tells no arrival."""
    return sorted(entries, key=lambda one: (one.last_day, one.uuid), reverse=True)


def accepted_last(entries: Iterable[Entry], number: int) -> list[Entry]:
    """The last accepted that have a photo."""
    pictured = (one for one in entries if one.photo)
    return sorted(pictured, key=lambda one: (one.decided_on, one.uuid), reverse=True)[:number]


def by_month(entries: Iterable[Entry]) -> list[int]:
    """How many records each month of the year has, January first."""
    counted = [0] * 12
    for one in entries:
        for month in one.months:
            counted[month - 1] += 1
    return counted


def page_of(entries: Sequence[Entry], asked: str) -> tuple[Sequence[Entry], int, int]:
    """The lines of a page, its number and how many pages there are."""
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(1, int(asked) if asked.isdecimal() and len(asked) < 6 else 1), pages)
    return entries[(number - 1) * PAGE : number * PAGE], number, pages


def exact(entries: Sequence[Entry]) -> list[Entry]:
    """Those a small map draws: the first that are published exactly."""
    return list(islice((entry for entry in entries if entry.precision == "exact"), DOTS))


def shapes(entries: Sequence[Entry], outline: Geometry | None) -> list[Geometry]:
    """What a small map frames: the town, and what it draws."""
    shapes = [outline, *(entry.place for entry in entries)]
    return [shape for shape in shapes if shape is not None]
