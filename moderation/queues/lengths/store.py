"""Count what waits at each desk, now and then; what this process moves is counted along."""

import time
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from config import towns
from config.database import engine
from moderation.queues.tables import Waiting

TRUSTED_S = 5.0  # other processes move things too


class _Counted(NamedTuple):
    at: float
    lengths: Counter[str]


# Of the towns of a database, as long as it is open.
_counted: WeakKeyDictionary[Engine, dict[int, _Counted]] = WeakKeyDictionary()


def lengths(session: Session) -> Mapping[str, int]:
    """Return how much waits at each desk, counted a few seconds ago at most.

    A thousand arrivals are not a thousand counts of all that waits. It only evens out the queues:
    a count that is off by what was rolled back sends nothing astray.
    """
    of_towns = _counted.setdefault(engine(), {})
    known = of_towns.get(towns.served())
    if known is None or time.monotonic() > known.at + TRUSTED_S:
        counted = select(Waiting.organisation, func.count()).group_by(Waiting.organisation)
        told = Counter({row[0]: row[1] for row in session.execute(counted)})
        known = _Counted(time.monotonic(), told)
        of_towns[towns.served()] = known
    return known.lengths


def count(desk: str, change: int) -> None:
    """Count along what this process puts at a desk or takes from it."""
    known = _counted.get(engine(), {}).get(towns.served())
    if known is not None:
        known.lengths[desk] += change
