"""Leave a grey point when something arrives; take it away when its time has come."""

from collections.abc import Sequence
from uuid import UUID

from citizen.observations import store as observations
from config import clock
from config.database import transaction
from config.events import News
from exports.provisional import store


def keep(several: Sequence[News]) -> None:
    """Leave grey points, once it is settled how precisely their places may be shown."""
    uuids = (UUID(news.subject) for news in several)
    with transaction() as session:
        if store.is_shown(session):
            store.keep_each(session, observations.find_each(session, uuids, to_change=True))


def leave(several: Sequence[News]) -> None:
    """Take points away after corrections, withdrawals or acceptances, where they may go."""
    uuids = (UUID(news.subject) for news in several)
    with transaction() as session:
        store.leave_each(session, observations.find_each(session, uuids))


def forget_ended(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Erase the points whose term is over."""
    with transaction() as session:
        store.forget_ended(session, clock.now().date())
