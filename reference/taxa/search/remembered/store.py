"""Remember what was proposed, until the names are others, or a minute has gone by.

People type letter by letter, and the same names as their neighbours: most questions were asked a
moment before. What they rest on costs one short statement; the answer itself, fifteen times that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from config import clock, towns
from config.database import ask, engine, glance, line, written
from reference.taxa.search.store import Found, Here, find
from reference.taxa.tables import TaxonEdition

KEPT = timedelta(minutes=1)  # then what was seen meanwhile counts in the order, too
LOOKED = 0.25  # seconds during which what other processes write is not looked for
MOST = 5_000  # answers, some kilobytes each; then all are forgotten
SOURCES = {  # an instant too: what is rolled back leaves its number to another
    "edition": select(func.max(TaxonEdition.id)),
    "loaded": select(func.max(TaxonEdition.loaded_at)),
}
VERSION = select(*(one.scalar_subquery().label(name) for name, one in SOURCES.items()))

Question = tuple[str, int, Here | None]


@dataclass
class Known:
    """What was proposed under one version of the names, and when that was looked at last."""

    version: tuple[Any, ...]
    since: datetime
    answers: dict[Question, Sequence[Found]] = field(default_factory=dict)
    written: int = -1  # by this process, when it was looked at
    looked: float = 0.0

    def holds(self) -> bool:
        return self.written == written() and monotonic() - self.looked < LOOKED


_known: WeakKeyDictionary[Engine, dict[int, Known]] = WeakKeyDictionary()


def proposed(typed: str, limit: int, here: Here | None = None) -> Sequence[Found]:
    """Find names as `find` does, or as it did a moment ago."""
    question = typed, limit, here
    known = _known.get(engine(), {}).get(towns.served())
    if known is not None and known.holds() and question in known.answers:
        return known.answers[question]
    with line(), glance() as session:
        answers = _looked(session, known).answers
        if question not in answers:
            answers[question] = find(session, typed, limit, here)
        return answers[question]


def _looked(session: Session, known: Known | None) -> Known:
    """What holds now: nothing yet where something changed."""
    so_far = written()  # before looking: what comes meanwhile is looked for again
    version, now = tuple(ask(session, VERSION, {})[0]), clock.now()
    if (
        known is None or known.version != version or len(known.answers) > MOST
        or not known.since <= now < known.since + KEPT
    ):  # fmt: skip
        known = _known.setdefault(engine(), {})[towns.served()] = Known(version, now)
    known.written, known.looked = so_far, monotonic()
    return known
