"""Forget what waited too long for its observation."""

from citizen.observations.parked import store
from citizen.observations.parked.rules import KEPT_FOR
from config import clock
from config.database import transaction
from config.events import News


def forget_old(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget what was parked more than 30 days ago; told twice, it is the same."""
    with transaction() as session:
        store.forget_before(session, clock.now() - KEPT_FOR)
