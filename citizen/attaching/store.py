"""Keep the claims to an address, and settle them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.joining.store import join
from citizen.accounts.rules import digest, new_secret
from citizen.accounts.tables import Account
from citizen.attaching.rules import CLAIM_LASTS, CLAIMS_AT_ONCE, MOST_ATTEMPTS, new_code
from citizen.attaching.tables import AddressClaim
from config import clock, events
from config.problems import Problem


def claim(session: Session, account: int, email: str) -> str:
    """Note that an account claims an address; return the code its phone shows."""
    if session.get_one(Account, account).kind == "class":
        raise Problem("class-needs-adult")
    email, code, now = email.lower(), new_code(), clock.now()
    waiting = select(func.count()).where(
        or_(AddressClaim.account_id == account, AddressClaim.email == email),
        AddressClaim.used_at.is_(None),
        AddressClaim.expires_at > now,
    )
    if (session.scalar(waiting) or 0) >= CLAIMS_AT_ONCE:
        raise Problem("letters-on-their-way")
    name = uuid4()
    known = {"account_id": account, "email": email, "code_digest": digest(f"{name}:{code}")}
    session.add(AddressClaim(uuid=name, expires_at=now + CLAIM_LASTS, **known))
    events.record(session, "address.claimed", name, account)
    return code


def sealed(session: Session, uuid: UUID) -> tuple[str, str, str] | None:
    """Make the secret of a claim's letter; return it, its address and its language."""
    found = session.scalar(select(AddressClaim).where(AddressClaim.uuid == uuid))
    if found is None or found.used_at is not None or found.expires_at < clock.now():
        return None
    secret = new_secret()
    found.digest = digest(secret)
    return secret, found.email, session.get_one(Account, found.account_id).language


def open_claim(session: Session, secret: str) -> AddressClaim:
    """Find a claim that may still be settled, or refuse."""
    asked = select(AddressClaim).where(AddressClaim.digest == digest(secret))
    found = session.scalar(asked.with_for_update())
    usable = found is not None and found.used_at is None and found.expires_at > clock.now()
    if found is None or not usable or found.attempts >= MOST_ATTEMPTS:
        raise Problem("link-used")
    return found


def is_code_of(found: AddressClaim, code: str) -> bool:
    """Whether this is the code of a claim; each attempt is counted."""
    found.attempts += 1
    return digest(f"{found.uuid}:{code}") == found.code_digest


def settle(session: Session, found: AddressClaim) -> int:
    """Give the address to the account, or join it to the person who has it; return whose it is."""
    found.used_at = clock.now()
    account = session.get_one(Account, found.account_id)
    person = accounts.of_email(session, found.email)
    if person is not None and person.id != account.id:
        if account.kind != "device":
            raise Problem("address-taken")
        join(session, account.id, person.id)
        return person.id
    account.kind, account.email = "person", found.email
    events.record(session, "account.changed", account.uuid, account.id)
    return account.id


def forget_unfinished(session: Session, before: datetime) -> None:
    """Forget the addresses that were claimed before a moment, proved or not."""
    session.execute(delete(AddressClaim).where(AddressClaim.expires_at < before))
