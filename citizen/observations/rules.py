"""What makes a sending an observation we can keep."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Self
from uuid import UUID

from config import places
from config.places import Fault
from config.protocols.protocol import Protocol

CLOCK_DRIFT = timedelta(minutes=10)  # a phone's clock is never quite right
FARTHEST = timedelta(days=50 * 365)  # ahead: phones whose clock is wrong are within
OLDEST = datetime(1800, 1, 1, tzinfo=UTC)
TIME_PRECISIONS = ("minute", "hour", "day", "month", "year")
PLACE_SOURCES = ("gps", "map", "address", "photo", "inventory", "unknown")
CERTAINTIES = ("sure", "probable", "unsure", "")
LICENCES = ("etalab-2.0", "CC0-1.0", "CC-BY-4.0")
OPENED = "observation.opened"  # by a moderator, once for each time it waits
OPEN_STATUSES = ("submitted", "questioned")  # the author may still correct
DECIDED_STATUSES = ("accepted", "doubtful", "rejected", "unassessable")  # may propose to
MAX_PHOTOS = 10
UNCOUNTED = {"consent", "protocol_version", "join_code"}


@dataclass(frozen=True)
class CitedTaxon:
    """What the author says it is: a name of TAXREF, words of theirs, or both."""

    cd_nom: int | None = None
    cited_name: str = ""
    wikidata: str = ""


@dataclass(frozen=True)
class Submission:
    """What a resident sends."""

    protocol: str
    observed_at: str  # RFC 3339 with offset: the local time counts
    place: Mapping[str, Any]
    answers: Mapping[str, Any]
    time_precision: str = "minute"
    accuracy_m: float | None = None
    place_source: str = "unknown"
    taxon: CitedTaxon = field(default_factory=CitedTaxon)
    certainty: str = ""
    comment: str = ""
    licence: str = "etalab-2.0"
    name_published: bool = False
    photos: tuple[str, ...] = ()
    at_home: bool | None = None  # seen at the author's own home
    campaign: str = ""  # the name of the one it was made for
    join_code: str = ""  # asked by a campaign that is not open to all; never kept
    protocol_version: int = 0  # that its author answered; 0: the one in force
    consent: str = ""  # version of the text agreed to; "" for who was not asked: an inventory
    of: UUID | None = None  # the lasting thing that was seen again

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.observed_at)

    def digest(self) -> str:
        """The SHA-256 of what is kept, whatever the order of its keys.

        Without the versions of the consent and of the protocol: sent again after another came, it
        is the same, for one code has one meaning in all versions. Nor the code of a campaign.
        """
        told = {name: value for name, value in vars(self).items() if name not in UNCOUNTED}
        told["taxon"] = vars(self.taxon)
        if self.at_home is None:  # what was sent before this was asked stays the same
            del told["at_home"]
        told["of"] = self.of and str(self.of)
        if self.of is None:  # the digests of what came before visits hold
            del told["of"]
        if not self.campaign:
            del told["campaign"]
        canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def told(self) -> dict[str, Any]:
        """All of it as JSON, to be made again by `kept`."""
        told = {"photos": list(self.photos), "of": self.of and str(self.of), "join_code": ""}
        return {**asdict(self), **told}

    @classmethod
    def kept(cls, content: Mapping[str, Any]) -> Self:
        """Make a sending again of what `asdict` told of it."""
        taxon, photos = CitedTaxon(**content["taxon"]), tuple(content["photos"])
        of = content.get("of") and UUID(content["of"])
        return cls(**{**content, "taxon": taxon, "photos": photos, "of": of})


def faults(submission: Submission, protocol: Protocol, now: datetime) -> list[Fault]:
    """Say all that is wrong with a sending, at once."""
    found = [_under("/place", fault) for fault in places.faults(submission.place, protocol.places)]
    if submission.of is not None:
        found += [] if protocol.visits else [Fault("/of", "not-lasting")]
        protocol = protocol.visiting()
    found += [
        _under("/answers", fault)
        for fault in protocol.faults(submission.answers, now.date() + timedelta(days=1))
    ]
    return _time_faults(submission, now) + found


def _under(pointer: str, fault: Fault) -> Fault:
    return Fault(pointer + fault.pointer, fault.code, fault.values)


def _time_faults(submission: Submission, now: datetime) -> list[Fault]:
    """A clock may be wrong by years, and nothing is lost for that; beyond, it is no clock's."""
    if submission.instant > now + FARTHEST:
        return future_faults(submission, now)
    return [Fault("/observed_at", "too-old")] if submission.instant < OLDEST else []


def future_faults(submission: Submission, now: datetime) -> list[Fault]:
    """What is wrong with the date of an observation where a person can still mend it."""
    is_ahead = submission.instant > now + CLOCK_DRIFT
    return [Fault("/observed_at", "future")] if is_ahead else []


def tag(uuid: UUID, version: int, turn: int) -> str:
    """The strong ETag of an observation: it changes with its content and with each decision."""
    return f"{uuid}-{version}.{turn}"


class Seen(NamedTuple):
    """The version of an observation that someone saw, as its tag tells."""

    version: int
    turn: int


def seen_of(written: str, uuid: UUID) -> Seen | None:
    """Read a tag of an observation; nothing when it is none of its own."""
    told = re.fullmatch(r"([1-9][0-9]{0,5})\.([0-9]{1,6})", written.removeprefix(f"{uuid}-"), re.A)
    if told is None or not written.startswith(f"{uuid}-"):
        return None
    return Seen(int(told[1]), int(told[2]))


def days(observed_text: str, precision: str) -> tuple[date, date]:
    """The first and last day an observation may be of, by the observer's own calendar."""
    day = datetime.fromisoformat(observed_text).date()
    if precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if precision == "month":
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), date.fromordinal(following.toordinal() - 1)
    return day, day
