"""Put rules in force: a version more, and a line of the chain."""

from citizen.accounts.rules import digest
from config.database import Session
from moderation.chain import store as chain
from moderation.opinions import store


def adopt(session: Session, content: str, by: int) -> int:
    """Keep a version of the rules, in force from now on; return its number."""
    number = store.adopt(session, content, by)
    chain.add(session, "rules", by, version=number, sha256=digest(content))
    return number
