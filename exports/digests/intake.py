"""Follow something, open and close one's feed: from a program or from a page, the same way."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from citizen.accounts import store as accounts
from citizen.accounts.rules import Caller
from citizen.letters import store
from citizen.letters.rules import WAITING, feeding
from citizen.letters.tables import Subscription
from config import signing, site
from config.database import Session
from config.places import Fault
from config.problems import Problem
from reference.taxa import store as taxa
from reference.territories import store as territories


def subscribe(session: Session, told: Mapping[str, Any], by: Caller) -> Subscription:
    """Follow what is told, or say all that is wrong with it."""
    wrong, number = [], told["cd_ref"]
    taxon = taxa.of_cd_nom(session, number) if number is not None else None
    if number is not None and taxon is None:
        wrong.append(Fault("/cd_nom", "unknown-cd-nom"))
    if told["territory"] and not is_somewhere(session, told["territory"]):
        wrong.append(Fault("/territory", "unknown-territory"))
    if told["status"] == WAITING and not by.may("moderator"):
        wrong.append(Fault("/status", "not-choice", {"choices": "accepted"}))
    if wrong:
        raise Problem("invalid-content", faults=wrong)
    name = taxon.cd_ref if taxon else None
    return store.subscribe(session, by.id, name, told["territory"], told["status"])


def is_somewhere(session: Session, code: str) -> bool:
    if territories.zone(session, code) is not None:
        return True
    return bool(territories.names(session, territories.members(session, code)))


def open_feed(session: Session, by: Caller) -> str:
    """Give somebody's feed a new address; the one before is closed."""
    chosen = store.chosen(session, by.id)
    chosen.feed_edition += 1
    chosen.has_feed = True
    proof = signing.signature(feeding(by.uuid, chosen.feed_edition))
    return f"{site.url()}/feeds/moderation/{by.uuid}/{proof}.atom"


def close_feed(session: Session, by: Caller) -> None:
    store.chosen(session, by.id).has_feed = False


def reader(session: Session, account: UUID, proof: str) -> Caller:
    """Find whose feed an address is, while it is open."""
    found = store.of_uuid(session, account)
    chosen = store.choice(session, found.id) if found else None
    if found is None or chosen is None or not chosen.has_feed:
        raise Problem("not-found")
    if not signing.is_signature(feeding(account, chosen.feed_edition), proof):
        raise Problem("not-found")
    who = accounts.by_number(session, found.id)
    if who is None or not who.may("moderator"):
        raise Problem("not-found")
    return who
