"""Remember what was proposed, until the names or what was seen of them are others.

People type letter by letter, and the same names as their neighbours: most questions were asked a
moment before. What they rest on costs one short statement; the answer itself, fifteen times that.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from config import clock, towns
from config.database import ask, engine
from reference.taxa.search.store import Found, Here, find
from reference.taxa.tables import Sighting, TaxonEdition

KEPT = timedelta(minutes=1)  # a sighting that is taken back counts no more after this
MOST = 5_000  # answers, some kilobytes each; then all are forgotten
SOURCES = {  # an instant too: what is rolled back leaves its number to another
    "edition": select(func.max(TaxonEdition.id)),
    "loaded": select(func.max(TaxonEdition.loaded_at)),
    "seen": select(func.max(Sighting.id)),
}
VERSION = select(*(one.scalar_subquery().label(name) for name, one in SOURCES.items()))

Question = tuple[str, int, Here | None]


class Known(NamedTuple):
    """What was proposed under one version of the names."""

    version: tuple[Any, ...]
    since: datetime
    answers: dict[Question, Sequence[Found]]


_known: WeakKeyDictionary[Engine, dict[int, Known]] = WeakKeyDictionary()


def proposed(
    session: Session, typed: str, limit: int, here: Here | None = None
) -> Sequence[Found]:  # fmt: skip
    """Find names as `find` does, or as it did a moment ago."""
    answers, question = _answers(session), (typed, limit, here)
    if question not in answers:
        answers[question] = find(session, typed, limit, here)
    return answers[question]


def _answers(session: Session) -> dict[Question, Sequence[Found]]:
    """The answers of this town that still hold; none yet where something changed."""
    version, now = tuple(ask(session, VERSION, {})[0]), clock.now()
    of_towns, town = _known.setdefault(engine(), {}), towns.served()
    known = of_towns.get(town)
    holds = known is not None and known.version == version and len(known.answers) < MOST
    if known is None or not holds or not known.since <= now < known.since + KEPT:
        known = of_towns[town] = Known(version, now, {})
    return known.answers
