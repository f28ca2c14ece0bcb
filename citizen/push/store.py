"""Keep the phones that asked to be told; tell each once of each thing."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from citizen.accounts.rules import digest
from citizen.accounts.tables import Account
from citizen.push.rules import DESK, MOST
from citizen.push.tables import PushSubscription
from config import clock, events


def of(session: Session, account: int) -> Sequence[PushSubscription]:
    theirs = select(PushSubscription).where(PushSubscription.account_id == account)
    return session.scalars(theirs.order_by(PushSubscription.id)).all()


class Phone(NamedTuple):
    """Where a phone is told, what only it reads that with, and the session it asks in."""

    endpoint: str
    p256dh: str
    auth: str
    browser: str | None  # the digest of its cookie; nothing of a token's


def keep(session: Session, account: int, phone: Phone) -> None:
    """Keep where a phone is told; kept again, or by another account of this phone, it is one."""
    session.get_one(Account, account, with_for_update=True)
    session.execute(delete(PushSubscription).where(_here(phone.endpoint, phone.browser)))
    for old in of(session, account)[: -MOST + 1]:
        session.delete(old)
    row = PushSubscription(account_id=account, **phone._asdict(), made_at=clock.now())
    session.add(row)


def holds(session: Session, account: int, phone: Phone) -> bool:
    """Whether a phone of an account is told already, be it at a former address."""
    return any(
        phone.endpoint == one.endpoint or (phone.browser and phone.browser == one.browser)
        for one in of(session, account)
    )


def _here(endpoint: str, browser: str | None) -> ColumnElement[bool]:
    here = PushSubscription.endpoint == endpoint
    return here if browser is None else or_(here, PushSubscription.browser == browser)


def leave(session: Session, cookie: str) -> None:
    """Tell a browser nothing more: who was signed in there has left it."""
    session.execute(delete(PushSubscription).where(PushSubscription.browser == digest(cookie)))


def follow(session: Session, former: str, cookie: str) -> None:
    """Go on telling a browser whose person goes on under another session."""
    theirs = update(PushSubscription).where(PushSubscription.browser == digest(former))
    session.execute(theirs.values(browser=digest(cookie)))


def forget(session: Session, account: int, endpoint: str, browser: str | None) -> None:
    """Tell a phone nothing more, at the address it says nor at one it had since."""
    theirs = PushSubscription.account_id == account, _here(endpoint, browser)
    session.execute(delete(PushSubscription).where(*theirs))


def forget_all(session: Session, account: int) -> None:
    session.execute(delete(PushSubscription).where(PushSubscription.account_id == account))


def held(session: Session, uuid: UUID) -> tuple[PushSubscription, Account] | None:
    """Find a phone and whose it is, to tell it something; it may be gone."""
    rows = select(PushSubscription, Account).join(
        Account, Account.id == PushSubscription.account_id
    )
    row = session.execute(rows.where(PushSubscription.uuid == uuid)).first()
    return (row[0], row[1]) if row else None


def wanted(session: Session, account: int, kind: str, path: str, news: int) -> None:
    """Have every phone of an account told some news, once; each is tried apart."""
    session.get_one(Account, account, with_for_update=True)
    for one in of(session, account):
        known = (told.details.get("news") for told in events.about(session, str(one.uuid)))
        if news not in known:
            events.record(session, "push.wanted", one.uuid, kind=kind, path=path, news=news)


def owners(session: Session, today: date) -> Sequence[int]:
    """The accounts with a phone that was not told today of what waits."""
    not_yet = PushSubscription.told_desk_on
    asked = select(PushSubscription.account_id).where(or_(not_yet.is_(None), not_yet < today))
    return session.scalars(asked.distinct().order_by(PushSubscription.account_id)).all()


def wanted_of_desk(session: Session, account: int, today: date, path: str) -> None:
    """Have the phones of a moderator told that something waits, once a day each."""
    session.get_one(Account, account, with_for_update=True)
    for one in of(session, account):
        if one.told_desk_on is None or one.told_desk_on < today:
            one.told_desk_on = today
            events.record(session, "push.wanted", one.uuid, kind=DESK, path=path)
