"""Find an outing by its code; who may join it, who holds it."""

from citizen.accounts import limits
from citizen.accounts.rules import Caller
from citizen.outings import store
from citizen.outings.rules import moment, plain, until
from citizen.outings.tables import Outing
from config import clock
from config.database import Session
from config.problems import Problem

GUESS = "outing-code"


def known(session: Session, typed: str, *, is_held: bool = False) -> Outing:
    """Find an outing, or refuse; wrong codes are counted, so that none is met by trying."""
    limits.refuse_guessing(GUESS)
    found = store.of_code(session, plain(typed), is_held=is_held)
    if found is None:
        limits.count_guess(GUESS)
        raise Problem("unknown-outing")
    return found


def held(session: Session, typed: str, holder: Caller) -> Outing:
    """Find an outing of the caller, to change it; refuse who does not hold it."""
    found = known(session, typed, is_held=True)
    if found.holder_id != holder.id:
        raise Problem("not-allowed")
    return found


def may_hold(holder: Caller) -> None:
    """Refuse who cannot be written to: an outing has someone who answers for it."""
    if not holder.email:
        raise Problem("outing-needs-address")


def moment_of(found: Outing) -> str:
    """Where an outing is in its life, now."""
    return moment(found.starts_at, until(found.ends_at, found.ended_at), clock.now())


def join(session: Session, found: Outing, account: int) -> None:
    """Let an account in while an outing is not over."""
    if moment_of(found) == "over":
        raise Problem("outing-over")
    store.join(session, found, account)
