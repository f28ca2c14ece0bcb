"""What a sending brings, and how long an answer takes, where enough is known to say so."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import NamedTuple

ENOUGH = 5  # first answers of the last month below which no delay is told
MOST = 1000  # records beyond which counting one more tells nothing


class Brought(NamedTuple):
    """Which one it is, of what, where, this year: public records and the author's own counted."""

    rank: int
    name: str
    where: str
    is_district: bool  # where is a district of the town, else a commune
    year: int


def usual_days(delays: Iterable[tuple[datetime, datetime]]) -> int | None:
    """How many days a first answer takes as a rule, from (received, answered).

    Nothing where too few came to say so.
    """
    known = [(answered - received).total_seconds() / 86400 for received, answered in delays]
    return max(1, round(median(known))) if len(known) >= ENOUGH else None
