"""Forget outings that were over long ago: who was with whom is nobody's business for ever."""

from citizen.outings import store
from config import clock, retention
from config.database import transaction
from config.events import News


def forget_over(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the outings that ended before what the town keeps, with who joined them."""
    before, is_some = clock.now() - retention.kept("KEEP_OUTINGS"), True
    while is_some:
        with transaction() as session:
            is_some = store.forget(session, before)
