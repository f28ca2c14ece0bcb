"""What came of a call."""

from datetime import timedelta
from typing import NamedTuple

GONE, TOO_MANY, AWAY = 410, 429, 503
KEPT = 1000  # bytes of an answer


class Answer(NamedTuple):
    """What came of a call: a status of HTTP, or what kept us from one; the answer's first words."""

    status: int | None = None
    fault: str = ""
    words: str = ""
    wait: timedelta | None = None  # asked for by Retry-After

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300
