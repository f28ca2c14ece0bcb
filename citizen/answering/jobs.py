"""Forget the links that answer nothing any more."""

from citizen.answering import store
from config import clock, retention
from config.database import transaction
from config.events import News


def forget_ended(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the links to questions that ended long ago."""
    with transaction() as session:
        store.forget_ended(session, clock.now() - retention.kept("KEEP_SIGN_INS"))
