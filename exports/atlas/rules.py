"""What the atlas tells of a record: in a list, on a map, by month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from shapely import Geometry
from shapely.geometry.base import BaseGeometry

from config.protocols import PROTOCOLS
from config.words import folded
from exports.datasets.cutting.rules import Told
from exports.records import Record
from reference.sensitivity.rules import EXACT

SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
KEPT = {"2", "3"}  # occNaturalite of SINP: grown or kept, planted
DOTS = 500  # on a small map: more would be one spot
SEVERAL, MOST_ALIKE = 2, 6  # a name corrected once may have been a slip


class Named(NamedTuple):
    """A taxon by its names."""

    cd_ref: int
    latin: str
    vernacular: str


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
    place: BaseGeometry | None
    commune: str
    commune_code: str
    department: str
    cell: str
    photo: str  # the path of its small copy; "" when there is none
    words: str  # what a search finds it by
    campaign: str = ""  # it was made for, within its perimeter and its days
    credit: str = ""  # who signs; "" for anonymous
    licence: str = ""  # of its first photo, SPDX
    is_signed: bool = False  # by its one author, and nothing of it is hidden
    confused: tuple[Named, ...] = ()  # what it is, then the other taxa it was taken for before

    @property
    def path(self) -> str:
        """Where its own page is."""
        return f"/{'arbres' if self.protocol == 'tree' else 'observations'}/{self.uuid}"

    @property
    def told(self) -> Told:
        """Where it says it is, as the row of its file does."""
        return Told(
            self.precision, self.commune_code, self.department, self.cell, lambda: self.place
        )

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
        commune_code=record.territory.code if record.territory else "",
        department=record.department,
        cell=record.cell,
        photo=small(record.photos[0].url) if record.photos else "",
        words=f" {folded(f'{name} {latin} {vernacular or record.cited_name}')}",
        campaign="" if record.campaign_marks else record.campaign,
        credit=", ".join(name for name in record.signatories if name),
        licence=record.photos[0].licence if record.photos else "",
        is_signed=bool(record.observer) and record.precision == EXACT and not record.sensitivity,
        confused=_confused(record),
    )


def _confused(record: Record) -> tuple[Named, ...]:
    if record.taxon is None or record.ornamental:
        return ()
    known = [record.taxon, *(one.taxon for one in record.identifications)]
    told = {one.cd_ref: Named(one.cd_ref, one.name, one.vernacular) for one in reversed(known)}
    return (told.pop(record.taxon.cd_ref), *told.values()) if len(told) > 1 else ()


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


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """In the order of what they are of, the latest first; the identifier tells no arrival."""
    return sorted(entries, key=lambda one: (one.last_day, one.uuid), reverse=True)


def accepted_last(entries: Iterable[Entry], number: int) -> list[Entry]:
    """The last accepted that have a photo."""
    pictured = (one for one in entries if one.photo)
    return sorted(pictured, key=lambda one: (one.decided_on, one.uuid), reverse=True)[:number]


def lookalikes(entries: Iterable[Entry], cd_ref: int) -> list[tuple[Named, int]]:
    """The taxa that were taken for one here, or it for them, and how often; the most often first.

    Made of the former names that published records tell, and of nothing else.
    """
    known, counted = dict[int, Named](), Counter[int]()
    for held, *others in (one.confused for one in entries if one.confused):
        is_taken = any(one.cd_ref == cd_ref for one in others)
        alike = others if held.cd_ref == cd_ref else [held] if is_taken else []
        counted.update(one.cd_ref for one in alike)
        known |= {one.cd_ref: one for one in alike}
    often = [(known[one], times) for one, times in counted.items() if times >= SEVERAL]
    return sorted(often, key=lambda one: (-one[1], one[0].latin))[:MOST_ALIKE]


def by_month(entries: Iterable[Entry]) -> list[int]:
    """How many records each month of the year has, January first."""
    counted = [0] * 12
    for one in entries:
        for month in one.months:
            counted[month - 1] += 1
    return counted


def exact(entries: Sequence[Entry]) -> list[Entry]:
    """Those a small map draws: the first that are published exactly."""
    return list(islice((entry for entry in entries if entry.precision == "exact"), DOTS))


def shapes(entries: Sequence[Entry], outline: Geometry | None) -> list[Geometry]:
    """What a small map frames: the town, and what it draws."""
    shapes = [outline, *(entry.place for entry in entries)]
    return [shape for shape in shapes if shape is not None]
