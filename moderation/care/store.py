"""Keep what was hidden and what was reported."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.observations.access import may_decide
from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from config import clock
from moderation.care.rules import MOST_TOLD
from moderation.care.tables import PhotoHiding, Report


class Reported(NamedTuple):
    report: Report
    observation: Observation
    photo: Photo | None


def hidings(session: Session, photo: Photo) -> Sequence[PhotoHiding]:
    """Return how a photo was hidden and shown again, oldest first."""
    known = select(PhotoHiding).where(PhotoHiding.photo_id == photo.id)
    return session.scalars(known.order_by(PhotoHiding.id)).all()


def hide(session: Session, photo: Photo, by: int, why: tuple[str, str, str]) -> None:
    """Hide a photo from all but its author and the moderators (why: kind, reason, words)."""
    kind, reason, words = why
    told = {"kind": kind, "reason": reason, "words": words, "hidden_at": clock.now()}
    session.add(PhotoHiding(photo_id=photo.id, hidden_by=by, **told))
    photo.is_hidden = True


def show(session: Session, photo: Photo, by: int) -> None:
    for one in hidings(session, photo):
        if one.shown_at is None:
            one.shown_by, one.shown_at = by, clock.now()
    photo.is_hidden = False


def count_open(session: Session, observation: int) -> int:
    waits = select(func.count()).where(
        Report.observation_id == observation, Report.closed_at.is_(None)
    )
    return session.scalar(waits) or 0


def report(
    session: Session, observation: int, photo: Photo | None, reason: str, words: str
) -> Report:
    told = {"reason": reason, "words": words, "made_at": clock.now()}
    made = Report(observation_id=observation, photo_id=photo and photo.id, **told)
    session.add(made)
    session.flush()
    return made


def waiting(session: Session, moderator: Caller, after: int, limit: int) -> list[Reported]:
    """Return the open reports of what a moderator may decide on, oldest first."""
    found: list[Reported] = []
    while len(found) < limit:
        rows = session.execute(_open().where(Report.id > after).limit(limit)).all()
        found += [Reported(*row) for row in rows if may_decide(row[1], moderator)]
        if len(rows) < limit:
            break
        after = rows[-1][0].id
    return found[:limit]


def count(session: Session, moderator: Caller) -> int:
    """Count the open reports of what a moderator may decide on, up to `MOST_TOLD`."""
    return len(waiting(session, moderator, 0, MOST_TOLD))


def find(session: Session, uuid: UUID, moderator: Caller) -> Reported | None:
    """Find a report of what a moderator may decide on, and keep it to this transaction."""
    row = session.execute(_all().where(Report.uuid == uuid).with_for_update(of=Report)).first()
    return Reported(*row) if row is not None and may_decide(row[1], moderator) else None


def _all() -> Any:
    rows = select(Report, Observation, Photo)
    rows = rows.join(Observation, Observation.id == Report.observation_id)
    return rows.outerjoin(Photo, Photo.id == Report.photo_id)


def _open() -> Any:
    return _all().where(Report.closed_at.is_(None)).order_by(Report.id)


def close(found: Report, by: int, outcome: str) -> None:
    """Close a report; one that is closed stays as it was."""
    if found.closed_at is None:
        found.closed_by, found.closed_at, found.outcome = by, clock.now(), outcome
