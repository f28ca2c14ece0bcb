"""Find a campaign, or refuse; who takes part: anyone, or those who know its code."""

from citizen.accounts import limits
from citizen.campaigns import store
from citizen.campaigns.rules import PUBLIC, is_code
from citizen.campaigns.tables import Campaign
from config.database import Session
from config.places import Fault
from config.problems import Problem

GUESS = "campaign-code"


def known(session: Session, slug: str) -> Campaign:
    """Find a campaign with its perimeter, or refuse."""
    return _there(store.of_slug(session, slug, with_outline=True))


def held(session: Session, slug: str) -> Campaign:
    """Find a campaign and keep it to this transaction, or refuse."""
    return _there(store.of_slug(session, slug, is_held=True))


def _there(found: Campaign | None) -> Campaign:
    if found is None:
        raise Problem("unknown-campaign")
    return found


def admit(session: Session, slug: str, protocol: str, code: str) -> None:
    """Refuse an observation that may not be sent for a campaign.

    A campaign that is over takes it: it may have been made in time, far from any network.
    """
    found = store.of_slug(session, slug)
    if found is None or found.status not in PUBLIC:
        raise Problem("invalid-content", faults=[Fault("/campaign", "unknown-campaign")])
    if found.protocol != protocol:
        told = {"protocol": found.protocol}
        raise Problem("invalid-content", faults=[Fault("/campaign", "campaign-protocol", told)])
    if found.joining == "code":
        _ask_code(code, found.join_code)


def _ask_code(given: str, code: str) -> None:
    if not given:
        raise Problem("invalid-content", faults=[Fault("/join_code", "join-code-missing")])
    limits.refuse_guessing(GUESS)
    if not is_code(given, code):
        limits.count_guess(GUESS)
        raise Problem("invalid-content", faults=[Fault("/join_code", "join-code-wrong")])
