"""Count what waits for a moderator, up to a thousand."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Select, func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller, Scope
from citizen.observations.newcomers.store import by_newcomer
from citizen.observations.tables import Observation
from citizen.plausibility.store import flagged
from config import towns
from config.database import engine
from moderation.queues.listing.store import Page, asked, ranges
from moderation.queues.narrowing.store import NOW
from moderation.queues.rules import MOST
from moderation.queues.tables import Waiting

TRUSTED_S = 60.0  # what was more than a thousand a moment ago is not counted again

Counts = Mapping[str, int]
# Of those whose queue is long: when it was counted, and what was found.
_long: WeakKeyDictionary[Engine, dict[tuple[int, int], tuple[float, Counts]]] = WeakKeyDictionary()


def counts(session: Session, caller: Caller) -> Counts:
    """Count what waits for a moderator, by protocol, among the first thousand and one."""
    lately, whose = _long.setdefault(engine(), {}), (towns.served(), caller.id)
    at, known = lately.get(whose, (0.0, {}))
    if known and time.monotonic() < at + TRUSTED_S:
        return known
    found = asked(session, caller, Page(), _counted(caller.scopes))
    told: Counts = {row[0]: row[1] for row in found}
    if sum(told.values()) > MOST:
        lately[whose] = time.monotonic(), told
    else:
        lately.pop(whose, None)
    return told


@lru_cache(maxsize=128)
def _counted(scopes: tuple[Scope, ...]) -> Select[Any] | None:
    mine = ranges(scopes, Page(limit=MOST + 1), Observation.protocol)
    return None if mine is None else select(*mine.c, func.count()).group_by(*mine.c)


def marked(session: Session, caller: Caller) -> Mapping[str, int]:
    """Count what waits under each mark, in a queue that is short."""
    found = asked(session, caller, Page(), _under_marks(caller.scopes))
    return found[0]._asdict() if found else {}


@lru_cache(maxsize=128)
def _under_marks(scopes: tuple[Scope, ...]) -> Any:
    marks: dict[str, ColumnElement[bool]] = {
        "flagged": flagged(Observation.id, Observation.version),
        "newcomers": by_newcomer(),
        "late": Waiting.due <= NOW,
    }
    columns = [mark.label(name) for name, mark in marks.items()]
    mine = ranges(scopes, Page(limit=MOST), *columns)
    if mine is None:
        return None
    made: Any = select(*(func.count().filter(mine.c[name]).label(name) for name in marks))
    return made
