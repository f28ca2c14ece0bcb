"""Whose an enrichment is, the version of it that was seen, and what anyone reads of it."""

import re
from typing import Any

from citizen.accounts.rules import Caller

NAME = re.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
MOST = 20  # services that enrich one campaign


def holder_of(partner: Caller) -> str:
    """The organisation that a partner speaks for; else the account itself."""
    named = sorted(name for name in partner.speaks_for() if name)
    return named[0] if named else str(partner.uuid)


def may_change(partner: Caller, holder: str) -> bool:
    """Whether a partner looks after what was written under this name."""
    return holder in partner.speaks_for() or holder == holder_of(partner)


def may_remove(partner: Caller, holder: str) -> bool:
    """The same, and the town: it answers for what its pages show."""
    return partner.may("publisher") or may_change(partner, holder)


def etag(campaign: str, service: str, version: int) -> str:
    return f'"{campaign}-{service}-{version}"'


def as_told(found: Any) -> dict[str, Any]:
    """What a service says, as anyone reads it. found: a row of its table."""
    beside = {"service": found.service, "organisation": found.organisation}
    return {**found.told, **beside, "changed_at": found.changed_at}
