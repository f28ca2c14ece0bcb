"""What formats receive, as `exports/precision.py` let it through: they cannot betray the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from shapely.geometry.base import BaseGeometry as Geometry

from config.protocols.protocol import Protocol
from exports.names import Identification as Identification
from exports.names import Ornamental as Ornamental
from exports.names import Taxon as Taxon

Answers = Mapping[str, Any]


class Licence(NamedTuple):
    """A licence French public bodies may publish data under (décret 2017-638)."""

    spdx: str
    title: str
    url: str


ETALAB = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
OPEN = Licence("etalab-2.0", "Licence Ouverte 2.0", ETALAB)
SHARE_ALIKE = Licence("ODbL-1.0", "ODbL 1.0", "http://opendatacommons.org/licenses/odbl/")


@dataclass(frozen=True)
class Dataset:
    """What is published together, and by whom."""

    code: str  # "tree": also the name of its files
    title: Mapping[str, str]
    protocol: Protocol
    town_code: str  # INSEE code of the publishing commune
    town_name: str
    producer: str  # "Ville de Fécamp"
    contact: str  # a generic address, never a person's
    metadata_id: UUID  # idSINPJdd: the identifier of its metadata sheet
    release: int
    as_of: datetime  # the last change of its records: the only date written inside the files
    public_url: str  # absolute, without a final slash
    licence: Licence = OPEN
    is_demonstration: bool = False
    names: str = "TAXREF"  # the edition its names follow: "TAXREF v18"
    campaign: str = ""  # the one it is of; "" for all of a protocol
    description: Mapping[str, str] = field(default_factory=dict)  # else its protocol's
    reviewed: Mapping[str, Any] = field(default_factory=dict)  # group → Measure of its readings
    automatic: Any = None  # Measure of what a declared rule accepts; nothing where none was
    replaces: Mapping[int, str] = field(default_factory=dict)  # releases taken back → why
    days: tuple[date, date] | None = None  # the first and the last its records may be of
    declared: Any = None  # how the town wrote it (exports/datasets/declared)
    begun: date | None = None  # the day of its first release

    @property
    def url(self) -> str:  # where this release is published
        return f"{self.public_url}/data/{self.code}/{self.release}"

    def asked(self, record: "Record") -> Protocol:
        """The protocol as it was when a record was made: its answers mean what they meant then."""
        return self.protocol.version_of(record.protocol_version)

    @property
    def attribution(self) -> str:  # what a reuser must name
        return f"{self.producer}, {self.as_of:%Y-%m-%d}, {self.licence.title}"


class Territory(NamedTuple):
    """The commune a record lies in."""

    code: str  # INSEE
    name: str
    vintage: int  # year of the list of communes


class Photo(NamedTuple):
    """A photo anyone may see: re-encoded, without any metadata."""

    url: str
    media_type: str
    licence: str


class Sound(NamedTuple):
    """A sound anyone may hear: the sound alone, without any tag."""

    url: str
    media_type: str
    seconds: float
    licence: str


class Visit(NamedTuple):
    """One time a lasting thing was seen, as anyone may know it."""

    uuid: UUID
    first_day: date  # the visit was between two days
    last_day: date
    answers: Answers
    level: int  # SINP validation
    observer: str  # "" for anonymous
    licence: str
    is_gone: bool  # it stood no more


class Record(NamedTuple):
    """One accepted observation, as anyone may know it."""

    uuid: UUID
    number: int  # for standards that refuse a UUID: made of it, so that it tells no order
    first_day: date  # the observation lies between two days: the same when the day is known
    last_day: date
    precision: str  # "exact", "commune", "cell" (10 km), "department"
    sensitivity: int  # SINP level 0 to 3 (4 is never published)
    sensitivity_set_on: date | None
    place: Geometry | None  # public: the true one, or the centre of what is shown
    uncertainty_m: int | None  # covers the true place, blurring included
    position_source: str  # gps, map, photo, address, inventory, unknown
    territory: Territory | None  # None when the precision hides it, or when it is unknown
    department: str  # "76"; "" when unknown
    cell: str  # national 10 km grid, CD_SIG: "10kmL93E049N695"; "" when hidden or unknown
    taxon: Taxon | None  # the determination the moderators hold
    cited_name: str  # what the observer wrote; "" when no name was given
    answers: Answers  # only those that may be published
    level: int  # SINP validation: 1 certain, 2 probable
    decided_on: date
    received_on: date
    changed_on: date  # the last change that shows
    licence: str
    observer: str  # a name or pseudonym, by choice; "" for anonymous
    ornamental: Ornamental | None = None  # when the moderators hold a name that TAXREF lacks
    sensitivity_edition: str = ""  # of the national list that set it; "" when the town did
    wikidata: str = ""  # of an ornamental that TAXREF lacks: "Q…"
    origin: str = ""  # the identifier in the inventory it came from
    photos: tuple[Photo, ...] = ()
    sounds: tuple[Sound, ...] = ()
    is_demonstration: bool = False
    protocol_version: int = 0  # its questions were asked; 0: those of today
    visits: tuple[Visit, ...] = ()  # of a lasting thing: each time it was seen, the first included
    gone_on: date | None = None  # when it was first seen to stand no more
    contributors: tuple[str, ...] = ()  # who sign, when several observations are told as one
    known_as: tuple[UUID, ...] = ()  # the observations whose addresses lead to it
    is_automatic: bool = False  # validated by a declared rule, not by a person
    people: int = 1  # who saw it, those who do not sign included
    identifications: tuple[Identification, ...] = ()  # former ones that may be told, in order
    campaign: str = ""  # it was made for; "" too where its place is hidden
    campaign_marks: tuple[str, ...] = ()  # what of it lies outside that campaign

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who signs; one name, perhaps empty, where a single person saw it."""
        return self.contributors or (self.observer,)

    @property
    def held(self) -> Ornamental | Taxon | None:
        """The name the moderators hold: an ornamental's own before that of its kin."""
        return self.ornamental or self.taxon


@dataclass(frozen=True)
class Vote:
    """One answer counted by cells: only `formats/cells*` sees it, and it never leaves singly."""

    person: int  # tells people apart, within one release only
    longitude: float
    latitude: float
    at: datetime  # local time
    answers: Answers = field(default_factory=dict)
