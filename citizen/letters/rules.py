"""What people may follow, and the address that ends their letters."""

from uuid import UUID

ACCEPTED, WAITING = STATUSES = ("accepted", "waiting")  # waiting: for moderators alone
MOST = 20  # subscriptions of an account
ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058


def stopping(account: UUID) -> str:
    """What is signed in the address that ends the letters of an account."""
    return f"letters:stop:{account}"


def feeding(account: UUID, edition: int) -> str:
    """What is signed in the address of somebody's feed; another edition is another address."""
    return f"feed:{account}:{edition}"
