"""How much may be sent in a day and kept in all; what is left, and when there is room again."""

import math
from datetime import datetime, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
MEGABYTE = 1_000_000
AHEAD = 10  # of what is left, the part that is spent before anybody counts again


class Quotas(NamedTuple):
    """How much may be kept; 0: as much as one likes."""

    observations: int = 0  # of an account, in a day
    first_observations: int = 0  # the same, until something of theirs was accepted
    photos: int = 0  # bytes of an account, in a day
    photos_kept: int = 0  # bytes of an account, in all
    town_observations: int = 0  # of all accounts, in a day
    town_photos_kept: int = 0  # bytes of all accounts, in all


class Used(NamedTuple):
    """How much of a quota is spent, and the oldest of it when it comes back after a day."""

    amount: int
    oldest: datetime | None = None


def of_account(quotas: Quotas, *, is_new: bool) -> int:
    """How many observations an account may send in a day."""
    if is_new and quotas.first_observations:
        return min(filter(None, (quotas.first_observations, quotas.observations)))
    return quotas.observations


def ahead(limit: int, spent: int) -> int:
    """How much may be spent before counting again: several processes may do so at once.

    Little is left, little goes uncounted: the nearer the limit, the more exact.
    """
    return max(0, limit - spent) // AHEAD


def seconds_until(oldest: datetime | None, now: datetime) -> int:
    """How long until the oldest of a day is a day old, in whole seconds: then there is room."""
    back = (oldest or now) + DAY - now
    return max(1, math.ceil(back.total_seconds()))
