"""Know who is new here."""

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session, aliased

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation

INVENTORY = "inventory"  # the account of a file: nobody's first


def is_new(session: Session, author: int) -> bool:
    """Whether nothing of an account was accepted yet."""
    accepted = select(Observation.id).where(
        Observation.author_id == author, Observation.status == "accepted"
    )
    return session.scalar(accepted.limit(1)) is None


def by_newcomer() -> ColumnElement[bool]:
    """Whether the observation of a query is of somebody of whom nothing was accepted yet."""
    other = aliased(Observation)
    accepted = exists().where(
        and_(other.author_id == Observation.author_id, other.status == "accepted")
    )
    inventory = exists().where(and_(Account.id == Observation.author_id, Account.kind == INVENTORY))
    return and_(~accepted, ~inventory)
