"""Know the releases of datasets."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import clock, recall
from config.problems import Problem
from config.towns import Town, served
from exports.datasets.rules import BUILDING_LASTS
from exports.datasets.tables import Release


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


def last_number(session: Session, dataset: str) -> int | None:
    """Return the number of the newest published release."""
    made = select(func.max(Release.number)).where(Release.dataset == dataset)
    return session.scalar(made.where(Release.state == "published"))


def of(session: Session, dataset: str) -> Sequence[Release]:
    """Return the published releases of a dataset, newest first."""
    made = select(Release).where(Release.dataset == dataset, Release.state == "published")
    return session.scalars(made.order_by(Release.number.desc())).all()


def numbered(session: Session, dataset: str, number: str) -> Release:
    """Find a published release by its number, or `latest`."""
    made = select(Release).where(Release.dataset == dataset, Release.state == "published")
    if number != "latest":
        if not (number.isascii() and number.isdigit()) or len(number) > 9:
            raise Problem("unknown-file")
        made = made.where(Release.number == int(number))
    release = session.scalar(made.order_by(Release.number.desc()).limit(1))
    if release is None:
        raise Problem("unknown-file")
    return release
