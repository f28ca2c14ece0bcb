"""Keep what people want to be told; give each their one letter of the day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.letters.rules import MOST
from citizen.letters.tables import LetterChoice, LetterOfDay, LetterWaiting, Subscription
from config import clock
from config.engines import insert_once
from config.problems import Problem


def choice(session: Session, account: int) -> LetterChoice | None:
    """Return what somebody chose; nothing until they did: then they want letters."""
    made = select(LetterChoice).where(LetterChoice.account_id == account)
    return session.scalar(made.order_by(LetterChoice.id.desc()).limit(1))


def chosen(session: Session, account: int) -> LetterChoice:
    """Return what somebody chose, to change it; one changes it at a time."""
    session.get_one(Account, account, with_for_update=True)
    found = choice(session, account)
    if found is None:
        found = LetterChoice(account_id=account, wants_letters=True, feed_edition=0, has_feed=False)
        session.add(found)
        session.flush()
    return found


def wants(session: Session, account: int) -> bool:
    found = choice(session, account)
    return found is None or found.wants_letters


def claim(session: Session, account: int, day: date, key: str) -> bool:
    """Take the one letter of somebody's day; say whether it is this one, taken before or now."""
    session.get_one(Account, account, with_for_update=True)
    given = select(LetterOfDay.key).where(LetterOfDay.account_id == account, LetterOfDay.day == day)
    keys = session.scalars(given).all()
    if not keys:
        session.add(LetterOfDay(account_id=account, day=day, key=key))
    return not keys or key in keys


def put_off(session: Session, account: int, key: str, line: str) -> None:
    """Keep a line for the next digest, once."""
    made = insert_once(session, LetterWaiting, ("key",))
    session.execute(made.values(account_id=account, key=key, line=line, made_at=clock.now()))


def waiting(session: Session, account: int) -> Sequence[LetterWaiting]:
    kept = select(LetterWaiting).where(LetterWaiting.account_id == account)
    return session.scalars(kept.order_by(LetterWaiting.id)).all()


def forget_waiting(session: Session, lines: Sequence[LetterWaiting]) -> None:
    told = [one.id for one in lines]
    session.execute(delete(LetterWaiting).where(LetterWaiting.id.in_(told)))


def forget_days(session: Session, before: date) -> None:
    session.execute(delete(LetterOfDay).where(LetterOfDay.day < before))


def subscriptions(session: Session, account: int) -> Sequence[Subscription]:
    theirs = select(Subscription).where(Subscription.account_id == account)
    return session.scalars(theirs.order_by(Subscription.id)).all()


def subscribe(
    session: Session, account: int, cd_ref: int | None, territory: str, status: str
) -> Subscription:
    """Follow something; what is followed already stays as it is."""
    session.get_one(Account, account, with_for_update=True)
    known = subscriptions(session, account)
    asked = cd_ref, territory, status
    for one in known:
        if (one.cd_ref, one.territory, one.status) == asked:
            return one
    if len(known) >= MOST:
        raise Problem("too-many-subscriptions", maximum=MOST)
    told = {"cd_ref": cd_ref, "territory": territory, "status": status, "made_at": clock.now()}
    made = Subscription(account_id=account, **told)
    session.add(made)
    session.flush()
    return made


def unsubscribe(session: Session, account: int, uuid: UUID) -> None:
    theirs = delete(Subscription).where(
        Subscription.account_id == account, Subscription.uuid == uuid
    )
    session.execute(theirs)


def of_uuid(session: Session, uuid: UUID) -> Account | None:
    return session.scalar(select(Account).where(Account.uuid == uuid))
