"""Take in what a form sends: the same examination, the same keeping as a phone's."""

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any, NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.evidence import intake as evidence
from citizen.evidence.sounds import intake as sounds
from citizen.form.schemas import read
from citizen.observations import intake as observations
from citizen.observations.arrival import store as arrival
from citizen.observations.quotas import store as quotas
from citizen.observations.rules import future_faults
from citizen.observations.schemas import SubmissionSchema
from citizen.photos.rules import MAX_BYTES, sha256
from config import clock
from config.database import transaction
from config.problems import Problem

NAME_LENGTH = 60  # of a file, as it is told again
REASONS = (  # why a photo or a sound may be refused
    "photo-refused", "too-large", "busy", "quota-reached", "photos-full", "sound-refused",
    "sound-too-long", "too-many-sounds", "no-sound-asked",
)  # fmt: skip
KEPT = {"photos": evidence.keep, "sounds": sounds.keep}  # by the field they were chosen in


class File(NamedTuple):
    """A file of a form: its name, where its bytes are read, the field it was chosen in."""

    name: str
    stream: IO[bytes]
    field: str


class Refused(NamedTuple):
    """A photo that was not kept: the problem, and the name of its file."""

    code: str
    name: str


class Chosen(NamedTuple):
    """A photo as it was chosen: its name, its bytes, its digest."""

    name: str
    data: bytes
    digest: str
    field: str


def take(
    uuid: UUID, told: Mapping[str, Any], files: Iterable[File], author: Callable[[], Caller]
) -> list[Refused]:
    """Keep an observation, then its photos; return those that were refused.

    author: asked once all is examined, so that a form with faults opens no account.
    """
    chosen, refused = opened(files)
    submitted = read(SubmissionSchema(), {**told, "photos": declared(chosen)})
    submission, group = observations.examined(submitted)
    if ahead := future_faults(submission, clock.now()):  # a person is there, to mend it
        raise Problem("invalid-content", faults=ahead)
    sender = author()
    with transaction() as session:
        found, is_new = observations.keep(session, uuid, submission, sender.id, group=group)
        if is_new:
            quotas.count_observation(session, sender.id)
            arrival.look(session, found)
        if found.digest != submission.digest():
            raise Problem("other-content")
    return refused + attached(uuid, chosen, sender)


def declared(chosen: Iterable[Chosen]) -> list[str]:
    return [photo.digest for photo in chosen if photo.field == "photos"]


def sent(files: Any) -> list[File]:
    """The files of a form, by the fields that take some."""
    return [
        File(file.filename or "", file.stream, field)
        for field in KEPT
        for file in files.getlist(field)
    ]


def opened(files: Iterable[File]) -> tuple[list[Chosen], list[Refused]]:
    """Read the files that were chosen; refuse unread those that are too heavy."""
    chosen, refused = [], []
    for given, stream, field in files:
        name = "".join(c for c in given if c.isprintable())[-NAME_LENGTH:]
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            refused.append(Refused("too-large", name))
        elif data:
            chosen.append(Chosen(name, data, sha256(data), field))
    return chosen, refused


def attached(uuid: UUID, chosen: Iterable[Chosen], author: Caller) -> list[Refused]:
    """Keep photos and sounds of an observation that is kept; return those that were refused."""
    refused = []
    for photo in chosen:
        try:
            KEPT[photo.field](uuid, photo.digest, photo.data, author)
        except Problem as refusal:
            refused.append(Refused(refusal.kind.code, photo.name))
    return refused


def carried(lost: Iterable[Refused]) -> list[str]:
    """The photos that were refused, as the next page is told of them."""
    return [f"{photo.code} {photo.name}" for photo in lost]


def read_again(told: Iterable[str]) -> list[Refused]:
    """The photos that were refused on the page before; the page knows which reasons exist."""
    cut = (one.partition(" ") for one in told)
    return [Refused(code, name) for code, _, name in cut if code in REASONS]
