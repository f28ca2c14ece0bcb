"""Find the accounts nobody uses any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account, Mandate
from config import clock
from config.events import Event

TOGETHER = 200  # accounts looked at in one transaction
USED = ("device", "person")


def silent(session: Session, since: datetime, after: int) -> Sequence[Account]:
    """Return accounts without a role that were not seen since a moment, nor warned yet."""
    last = func.coalesce(Account.seen_at, Account.created_at)
    role = exists().where(Mandate.account_id == Account.id)
    quiet = select(Account).where(
        Account.kind.in_(USED), Account.id > after, last < since, Account.warned_at.is_(None), ~role
    )
    return session.scalars(quiet.order_by(Account.id).limit(TOGETHER).with_for_update()).all()


def warned(session: Session, before: datetime, after: int) -> Sequence[Account]:
    """Return accounts that were warned before a moment."""
    told = select(Account).where(
        Account.kind.in_(USED), Account.id > after, Account.warned_at < before
    )
    return session.scalars(told.order_by(Account.id).limit(TOGETHER).with_for_update()).all()


def active(session: Session, accounts: Sequence[Account], since: datetime) -> set[int]:
    """Note when accounts last did something; return those that did since a moment."""
    numbers = [one.id for one in accounts]
    did = select(Event.actor_id, func.max(Event.happened_at).label("last"))
    rows = session.execute(did.where(Event.actor_id.in_(numbers)).group_by(Event.actor_id))
    last = {row.actor_id: row.last for row in rows}
    for one in accounts:
        if one.id in last and last[one.id] > (one.seen_at or one.created_at):
            one.seen_at = last[one.id]
        if (one.seen_at or one.created_at) > since:
            one.warned_at = None
    return {one.id for one in accounts if (one.seen_at or one.created_at) > since}


def warn(one: Account) -> None:
    one.warned_at = clock.now()
