"""A mapping, once read: every part knows its own place in the TOML file, to be told by it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from citizen.imports.sources.rows import Reading
from config.languages import Text
from config.words import folded

Columns = Mapping[str, str]
CLOCK = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Rule:
    """How a column becomes a value."""

    path: str  # where it stands in the mapping: answers.girth_cm
    column: str
    unit: str = ""  # of the source; converted to the question's
    conversion: str = ""  # of one measure into another: diameter-to-girth
    values: Mapping[str, Any] = field(default_factory=dict)  # the source's word, folded → ours
    otherwise: Any = None  # what a word stands for that is not among them
    unknown: tuple[str, ...] = ()  # what begins so means “not known”
    strip: re.Pattern[str] | None = None  # what to take away
    separator: str = ""  # between several choices
    formats: tuple[str, ...] = ()  # of a date, as strptime takes them
    zero_is_unknown: bool = False
    year_only_if_first_of_january: bool = False
    leave_out_wrong: bool = False  # a row goes without a value that cannot be, not the file

    def told(self, columns: Columns) -> str:
        """The text of the column; "" when it is not known."""
        text = columns.get(self.column, "").strip()
        if self.strip is not None:
            text = self.strip.sub("", text).strip()
        return "" if any(text.startswith(odd) for odd in self.unknown) else text

    def worded(self, text: str) -> Any:
        """What a text stands for in the table of values; nothing when it is not there."""
        return self.values.get(folded(text) or text, self.otherwise)


@dataclass(frozen=True)
class Place:
    """Where the place of a row is told; nowhere when its own geometry tells it."""

    projection: str = ""  # "" for the file's own, else degrees
    simplify: float = 0.0  # metres a track of too many vertices may be off; 0: it is refused
    longitude: Rule | None = None
    latitude: Rule | None = None
    latitude_longitude: Rule | None = None  # one column holding "lat,lon"
    wkt: Rule | None = None
    geojson: Rule | None = None

    @property
    def pointer(self) -> str:
        """The column a person looks at for the place of a row."""
        told = (self.latitude_longitude, self.longitude, self.wkt, self.geojson)
        return next((f"/{one.column}" for one in told if one), "/geometry")


@dataclass(frozen=True)
class Observed:
    """When a row was observed."""

    date: Rule | None = None
    time: Rule | None = None
    end: Rule | None = None  # of a period: it makes the date less precise
    otherwise: str = ""  # for the rows that do not say: 2018, 2018-05 or 2018-05-12
    timezone: ZoneInfo = CLOCK


@dataclass(frozen=True)
class Taxon:
    """What a row says it is."""

    cd_nom: Rule | None = None
    cited_name: Rule | None = None
    genus: Rule | None = None
    epithet: Rule | None = None
    cultivar: Rule | None = None
    vernacular: Rule | None = None
    wikidata: Rule | None = None


@dataclass(frozen=True)
class Only:
    """The rows to take: those whose column holds one of these; the others are set aside."""

    path: str
    column: str
    values: frozenset[str]  # folded

    def takes(self, columns: Columns) -> bool:
        return folded(columns.get(self.column, "")) in self.values


@dataclass(frozen=True)
class Map:
    """A mapping file, read for a protocol."""

    source: str = ""  # names the inventory: with a row's identifier, it makes its UUID for ever
    title: Text = field(default_factory=dict)
    protocol: str = ""
    licence: str = "etalab-2.0"
    file: Reading = field(default_factory=Reading)
    identifier: Rule | None = None
    uuid: Rule | None = None  # a permanent identifier the source gives itself
    comment: Rule | None = None
    photo: Rule | None = None  # a link, noted and never fetched
    accuracy_m: Rule | None = None
    territory: Rule | None = None
    place: Place = field(default_factory=Place)
    observed: Observed = field(default_factory=Observed)
    taxon: Taxon = field(default_factory=Taxon)
    only: tuple[Only, ...] = ()
    constants: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Rule] = field(default_factory=dict)

    @cached_property
    def used(self) -> dict[str, str]:
        """Every column the mapping uses, and where it names it first."""
        found: dict[str, str] = {}
        for rule in _rules(self):
            found.setdefault(rule.column, rule.path)
        return found


def _rules(part: Any) -> Iterator[Rule | Only]:
    """Walk the parts of a mapping that name a column."""
    if isinstance(part, Rule | Only):
        yield part
        return
    for inner in _inside(part):
        yield from _rules(inner)


def _inside(part: Any) -> Iterable[Any]:
    if is_dataclass(part):
        return [getattr(part, one.name) for one in fields(part)]
    if isinstance(part, Mapping):
        return part.values()
    return part if isinstance(part, tuple) else ()
