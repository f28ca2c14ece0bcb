"""Count the links someone has not used yet; forget those that ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from citizen.accounts.joining.store import join
from citizen.accounts.rules import SESSION_LASTS
from citizen.accounts.store import by_session
from citizen.accounts.tables import Account, SignInLink, WebSession
from citizen.observations.tables import Observation
from config import clock


def forget_ended(session: Session, before: datetime) -> None:
    """Forget the links and the sessions that ended before a moment.

    A cookie must not serve again once its session ended: a session is known at least as long as
    the browser may hold its cookie.
    """
    session.execute(delete(SignInLink).where(SignInLink.expires_at < before))
    is_dropped = WebSession.created_at < clock.now() - 2 * SESSION_LASTS
    session.execute(delete(WebSession).where(WebSession.expires_at < before, is_dropped))


def sent_from(session: Session, cookie: str, person: int) -> int:
    """Count what a browser sent without an account, that could follow who signs in there."""
    phone = _phone(session, cookie)
    if phone is None or phone == person:
        return 0
    sent = select(func.count()).where(Observation.author_id == phone)
    return session.scalar(sent) or 0


def join_browser(session: Session, cookie: str, person: int) -> None:
    """Give a person what this browser sent without an account."""
    phone = _phone(session, cookie)
    if phone is not None and phone != person:
        join(session, phone, person)


def _phone(session: Session, cookie: str) -> int | None:
    """The anonymous account of a browser."""
    known = by_session(session, cookie) if cookie else None
    return known.id if known and known.kind == "device" else None


def of_uuid(session: Session, uuid: UUID) -> Account | None:
    return session.scalar(select(Account).where(Account.uuid == uuid))


def waiting_links(session: Session, account: Account) -> int:
    """Count the mailed links that still work."""
    waiting = select(func.count()).where(
        SignInLink.account_id == account.id,
        SignInLink.was_mailed.is_(True),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
    )
    return session.scalar(waiting) or 0
