"""Take in what a form sends: the same examination, the same keeping as a phone's."""

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any, NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.evidence import intake as evidence
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
REASONS = (
    "photo-refused",
    "too-large",
    "busy",
    "quota-reached",
    "photos-full",
)  # why a photo may be refused


File = tuple[str, IO[bytes]]  # its name, and where its bytes are read


class Refused(NamedTuple):
    """A photo that was not kept: the problem, and the name of its file."""

    code: str
    name: str


class Chosen(NamedTuple):
    """A photo as it was chosen: its name, its bytes, its digest."""

    name: str
    data: bytes
    digest: str


def take(
    uuid: UUID, told: Mapping[str, Any], files: Iterable[File], author: Callable[[], Caller]
) -> list[Refused]:
    """Keep an observation, then its photos; return those that were refused.

    author: asked once all is examined, so that a form with faults opens no account.
    """
    chosen, refused = opened(files)
    sent = read(SubmissionSchema(), {**told, "photos": [photo.digest for photo in chosen]})
    submission, group = observations.examined(sent)
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


def opened(files: Iterable[File]) -> tuple[list[Chosen], list[Refused]]:
    """Read the photos that were chosen; refuse unread those that are too heavy."""
    chosen, refused = [], []
    for given, stream in files:
        name = "".join(c for c in given if c.isprintable())[-NAME_LENGTH:]
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            refused.append(Refused("too-large", name))
        elif data:
            chosen.append(Chosen(name, data, sha256(data)))
    return chosen, refused


def attached(uuid: UUID, chosen: Iterable[Chosen], author: Caller) -> list[Refused]:
    """Keep photos of an observation that is kept; return those that were refused."""
    refused = []
    for photo in chosen:
        try:
            evidence.keep(uuid, photo.digest, photo.data, author)
        except Problem as refusal:
            refused.append(Refused(refusal.kind.code, photo.name))
    return refused


def carried(lost: Iterable[Refused]) -> list[str]:
    """The photos that were refused, as the next page is told of them."""
    return [f"{photo.code} {photo.name}" for photo in lost]
