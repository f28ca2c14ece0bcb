"""Settle what is at a home, when it arrives and whenever the town marks private ground."""

from collections.abc import Sequence
from uuid import UUID

from citizen.observations import store as observations
from citizen.observations.homes import store
from config.database import reading, transaction
from config.events import News
from reference.territories.private import store as private


def settle(several: Sequence[News]) -> None:
    """Hold whether observations are at a home; told twice, it is the same."""
    with transaction() as session:
        store.settle_each(
            session, observations.find_each(session, (UUID(news.subject) for news in several))
        )


def settle_all(news: News) -> None:
    """Settle all that a person sent: what two phones of theirs told is now of one."""
    with reading() as session:
        numbers = store.of_account(session, UUID(news.subject))
    for number in numbers:
        with transaction() as session:
            store.settle(session, store.of_row(session, number))


def revise(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Settle again what lies in the private ground of the town, or did."""
    with reading() as session:
        numbers = store.touched(session, private.outlines(session))
    for number in numbers:
        with transaction() as session:
            store.settle(session, store.of_row(session, number))
