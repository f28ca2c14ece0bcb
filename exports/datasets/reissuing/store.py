"""Know which releases show too much, and take them back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.photos import store as photos
from config import clock
from exports.datasets.reissuing.rules import PHOTO, Exposed, cause_of_absence
from exports.datasets.tables import Release
from exports.rows.store import NEVER

MANY = 500  # identifiers in one question


def explained(session: Session, found: Iterable[Exposed]) -> Iterator[Exposed]:
    """Say why what is there no more is not; leave out photos that were only blurred since."""
    rest = iter(found)
    while some := [*islice(rest, MANY)]:
        absent = _absent(session, [one.uuid for one in some if not one.cause])
        names = [name for one in some for name in one.names]
        blurred = photos.leading(session, names) if names else set()
        for one in some:
            left = tuple(name for name in one.names if name not in blurred)
            if one.cause != PHOTO or left:
                yield Exposed(one.uuid, one.cause or absent[one.uuid], left)


def _absent(session: Session, uuids: Sequence[UUID]) -> dict[UUID, str]:
    """Say why records are public no more."""
    asked = select(Observation.uuid, Observation.status, Observation.sensitivity)
    known = {uuid: (status, level) for uuid, status, level in session.execute(
        asked.where(Observation.uuid.in_(uuids))
    )}  # fmt: skip
    causes = {}
    for uuid in uuids:
        status, level = known.get(uuid, (None, 0))
        causes[uuid] = cause_of_absence(status, level, NEVER)
    return causes


def take_back(release: Release, why: str, words: str, instead: int) -> None:
    """Mark a release as taken back: from this commit on, its files are gone."""
    release.state, release.withdrawn_at = "withdrawn", clock.now()
    release.withdrawn_why, release.withdrawn_words = why, words
    release.replaced_by = instead
