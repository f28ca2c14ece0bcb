"""Count the links someone has not used yet."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account, SignInLink
from config import clock


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
