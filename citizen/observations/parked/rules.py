"""What may wait for its observation, for how long, and in which order it is applied."""

from datetime import timedelta
from typing import Any, NamedTuple

KEPT_FOR = timedelta(days=30)
MAX_PARKED = 500  # of an account: as many as a batch holds
WITHDRAWAL = "withdrawal"


class Late(NamedTuple):
    """Something that came before what it follows: its name, the version, its content."""

    key: str
    version: int
    content: dict[str, Any]


def correction(version: int, content: dict[str, Any], group: str) -> Late:
    return Late(f"correction {version}", version, {"submission": content, "group": group})


def withdrawal(version: int, why: str = "") -> Late:
    return Late(WITHDRAWAL, version, {"why": why} if why else {})


def message(key: str, body: str) -> Late:
    return Late(f"message {key}", 0, {"body": body})


def order(key: str, version: int) -> tuple[bool, bool, int]:
    """Corrections by their version, then messages, and a withdrawal last."""
    return key == WITHDRAWAL, key.startswith("message "), version
