"""Which phones are called, and what becomes of one that does not answer. Pure."""

from collections.abc import Mapping

from config.calls.answer import GONE, TOO_MANY, Answer
from config.calls.targets import target
from config.places import Fault

ASKED, FIRST, DESK = "asked", "first", "desk"  # what is told: the names of its words
UNKNOWN = 404
PURPOSE = "push:vapid"
MOST = 10  # phones of an account; another takes the place of the oldest
TRIES = 4  # of one message: fewer than the outbox makes, so that none is left for a person
PATIENCE = 40  # failures in a row, then a phone is forgotten
SECONDS = 5  # a push service answers at once
LASTS = 3 * 86_400  # seconds a push service keeps what it cannot bring


def is_gone(answer: Answer) -> bool:
    """Whether a phone will never be reached at this address: it left, or may not be called."""
    return answer.fault == "refused-address" or answer.status in {UNKNOWN, GONE}


def is_later(answer: Answer) -> bool:
    """Whether the same message is worth another try."""
    if answer.status is None:
        return True
    return answer.status == TOO_MANY or answer.status >= 500


def faults(told: Mapping[str, str], *, loopback: bool) -> list[Fault]:
    """Say what is wrong with where a phone asks to be told."""
    return [] if target(told["endpoint"], loopback=loopback) else [Fault("/endpoint", "not-called")]
