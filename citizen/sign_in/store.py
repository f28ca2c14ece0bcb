"""Count the links someone has not used yet; forget those that ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import SESSION_LASTS
from citizen.accounts.tables import Account, SignInLink, WebSession
from config import clock


def forget_ended(session: Session, before: datetime) -> None:
    """Forget the links and the sessions that ended before a moment.

    A cookie must not serve again once its session ended: a session is known at least as long as
    the browser may hold its cookie.
    """
    session.execute(delete(SignInLink).where(SignInLink.expires_at < before))
    is_dropped = WebSession.created_at < clock.now() - 2 * SESSION_LASTS
    session.execute(delete(WebSession).where(WebSession.expires_at < before, is_dropped))


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
