"""Know who is new here."""

from sqlalchemy import ColumnElement, and_, exists, literal_column, select
from sqlalchemy.orm import Session, aliased

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation

INVENTORY = "inventory"  # the account of a file: nobody's first
# Written out, not a value: so that either engine sees that its partial index says just this.
ACCEPTED: ColumnElement[str] = literal_column("'accepted'")


def is_new(session: Session, author: int) -> bool:
    """Whether nothing of an account was accepted yet."""
    accepted = select(Observation.id).where(
        Observation.author_id == author, Observation.status == ACCEPTED
    )
    return session.scalar(accepted.limit(1)) is None


def by_newcomer() -> ColumnElement[bool]:
    """Whether the observation of a query is of somebody of whom nothing was accepted yet."""
    other = aliased(Observation)
    accepted = exists().where(
        and_(other.author_id == Observation.author_id, other.status == ACCEPTED)
    )
    inventory = exists().where(and_(Account.id == Observation.author_id, Account.kind == INVENTORY))
    return and_(~accepted, ~inventory)
