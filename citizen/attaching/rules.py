"""How long an address may be claimed, how often, and the code that ties a letter to a phone."""

import secrets
from datetime import timedelta

CLAIM_LASTS = timedelta(minutes=30)
CLAIMS_AT_ONCE = 3  # by account, and for one address
MOST_ATTEMPTS = 5  # at the code, then the link is spent


def new_code() -> str:
    """Six digits, to be read on one screen and typed on another."""
    return f"{secrets.randbelow(10**6):06}"


def typed(code: str) -> str:
    """A code as it was typed, spaces aside."""
    return "".join(code.split())
