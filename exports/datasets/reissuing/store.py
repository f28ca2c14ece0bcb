"""Know which releases show too much, and take them back."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.photos import store as photos
from config import clock
from exports.datasets.reissuing.rules import (
    HIDDEN,
    PHOTO,
    SPECIES,
    Exposed,
    cause_of_absence,
    is_too_precise,
)
from exports.datasets.tables import Release
from exports.rows.store import NEVER
from moderation.sensitivity.store import Rulebook

MANY = 500  # identifiers in one question
ASKED = ("", SPECIES)  # of what is there no more, and of names told no more, the rules are asked


def explained(
    session: Session, found: Iterable[Exposed], elsewhere: Container[UUID]
) -> Iterator[Exposed]:
    """Say why what is there no more is not; leave out what the rules of today do not mind.

    elsewhere: what leads to a record of another identifier. Photos that were only blurred are
    left out too.
    """
    rest, book = iter(found), Rulebook(session)
    while some := [*islice(rest, MANY)]:
        held = _held(session, [one.uuid for one in some if one.cause in ASKED])
        names = [name for one in some for name in one.names]
        blurred = photos.leading(session, names) if names else set()
        for one in some:
            left = tuple(name for name in one.names if name not in blurred)
            cause = _cause(book, one, held.get(one.uuid), one.uuid in elsewhere)
            if cause and (cause != PHOTO or left):
                yield Exposed(one.uuid, cause, left)


def _held(session: Session, uuids: Sequence[UUID]) -> dict[UUID, Observation]:
    asked = select(Observation).where(Observation.uuid.in_(uuids))
    return {one.uuid: one for one in session.scalars(asked)}


def _cause(book: Rulebook, one: Exposed, found: Observation | None, is_elsewhere: bool) -> str:
    """Why too much of a record was shown; "" where it was not, or where another tells it."""
    if one.cause not in ASKED:
        return one.cause
    gone = "" if one.cause or is_elsewhere else _absence(found)
    if gone != HIDDEN and found and is_too_precise(one.precision, _levels(book, found, one.taxa)):
        return SPECIES
    return gone


def _absence(found: Observation | None) -> str:
    status, level = (found.status, found.sensitivity) if found else (None, 0)
    return cause_of_absence(status, level, NEVER)


def _levels(book: Rulebook, found: Observation, taxa: Iterable[int]) -> Iterator[int]:
    """How sensitive it would be by each name; by that it holds, as moderators let it be."""
    for taxon in taxa:
        holds = taxon == found.name_held
        yield found.sensitivity if holds else book.ruling(found, taxon).level


def take_back(release: Release, why: str, words: str, instead: int) -> None:
    """Mark a release as taken back: from this commit on, its files are gone."""
    release.state, release.withdrawn_at = "withdrawn", clock.now()
    release.withdrawn_why, release.withdrawn_words = why, words
    release.replaced_by = instead
