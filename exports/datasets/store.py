"""Know the releases of datasets."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from config import clock, recall
from config.problems import Problem
from config.towns import EVERY_TOWN, Town, served
from exports.datasets.rules import BUILDING_LASTS
from exports.datasets.tables import Release

TOLD = ("published", "withdrawn")  # the states of what anyone may have taken


def begin(session: Session, dataset: str, by: int | None) -> Release:
    """Take the next number of a dataset; refuse while a release of it is being built."""
    session.get_one(Town, served(), with_for_update=True)  # one asks at a time
    last = select(func.max(Release.number)).where(Release.dataset == dataset)
    now = clock.now()
    running = select(Release).where(
        Release.dataset == dataset,
        Release.state == "building",
        Release.requested_at > now - BUILDING_LASTS,
    )
    if session.scalar(running.limit(1)) is not None:
        raise Problem("release-running")
    release = Release(
        dataset=dataset,
        number=(session.scalar(last) or 0) + 1,
        state="building",
        requested_by=by,
        requested_at=now,
    )
    session.add(release)
    session.flush()
    recall.note(session, "release.begun", f"{dataset}-{release.number}", by)
    return release


def take(session: Session, number: int, before: datetime) -> bool:
    """Take a release in hand, unless it is built or another said so after an instant."""
    free = or_(Release.in_hand_at.is_(None), Release.in_hand_at < before)
    mine = update(Release).where(Release.id == number, Release.state == "building", free)
    taken = mine.values(in_hand_at=clock.now()).returning(Release.id)
    return session.scalar(taken, execution_options=EVERY_TOWN) is not None


def hold(session: Session, number: int, since: datetime | None) -> None:
    """Say since when a release is in hand, still; None: it is no more."""
    told = update(Release).where(Release.id == number).values(in_hand_at=since)
    session.execute(told, execution_options=EVERY_TOWN)


def begun(session: Session, dataset: str) -> date | None:
    """The day of the first release of a dataset."""
    first = select(func.min(Release.requested_at)).where(Release.dataset == dataset)
    found: datetime | None = session.scalar(first)
    return found.date() if found else None


def last_told(session: Session, dataset: str) -> Release | None:
    """Return the newest release anyone ever took, taken back or not: the next is compared to it."""
    told = select(Release).where(Release.dataset == dataset, Release.state.in_(TOLD))
    return session.scalar(told.order_by(Release.number.desc()).limit(1))


def of(session: Session, dataset: str) -> Sequence[Release]:
    """Return the published releases of a dataset, newest first."""
    made = select(Release).where(Release.dataset == dataset, Release.state == "published")
    return session.scalars(made.order_by(Release.number.desc())).all()


def newest(session: Session, dataset: str, most: int) -> Sequence[Release]:
    """Return some of them."""
    made = select(Release).where(Release.dataset == dataset, Release.state == "published")
    return session.scalars(made.order_by(Release.number.desc()).limit(most)).all()


def told(session: Session, dataset: str) -> Sequence[Release]:
    """The same, with those that were taken back."""
    known = select(Release).where(Release.dataset == dataset, Release.state.in_(TOLD))
    return session.scalars(known.order_by(Release.number.desc())).all()


def numbered(session: Session, dataset: str, number: str) -> Release:
    """Find a release by its number, taken back or not; or `latest`, one that may be taken."""
    known = select(Release).where(Release.dataset == dataset)
    if number == "latest":
        known = known.where(Release.state == "published")
    elif not (number.isascii() and number.isdigit()) or len(number) > 9:
        raise Problem("unknown-file")
    else:
        known = known.where(Release.number == int(number), Release.state.in_(TOLD))
    release = session.scalar(known.order_by(Release.number.desc()).limit(1))
    if release is None:
        raise Problem("unknown-file")
    return release


def replaced(session: Session, dataset: str, number: int) -> Sequence[Release]:
    """Return the releases that were taken back for one to replace them."""
    known = select(Release).where(Release.dataset == dataset, Release.replaced_by == number)
    return session.scalars(known.order_by(Release.number)).all()
