"""Read a moderator's queue: a page is a range of one index, whatever its depth."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session, undefer

from citizen.accounts.rules import Caller
from citizen.observations.newcomers.store import by_newcomer
from citizen.observations.tables import Observation
from citizen.plausibility.store import flagged
from config import clock
from config.database import Instant
from moderation.opinions.store import unheard
from moderation.queues.narrowing.store import desks_of, narrowed
from moderation.queues.rules import MOST, Position, Wanted
from moderation.queues.tables import Waiting
from reference.territories.rules import COMMUNES
from reference.territories.tables import Territory

ORDER = (Waiting.due, Waiting.observation_id)


class Item(NamedTuple):
    """What waits, its observation, and what a list says of it."""

    waits: Waiting
    observation: Observation
    is_first: bool  # nothing of its author was accepted yet
    place: str  # the name of its commune; "" outside those we know

    @property
    def position(self) -> Position:
        return Position(self.waits.due, self.waits.observation_id)


class Page(NamedTuple):
    """A page of a queue: of which part, from where, how many."""

    wanted: Wanted = Wanted()
    after: Position | None = None
    limit: int = 100
    backwards: bool = False
    free: bool = False  # only what nobody else holds


def rows(session: Session, caller: Caller, page: Page) -> Sequence[Item]:
    """Return what waits for a moderator, oldest promise first, never their own; or a part of it."""
    mine = _rows_of(session, caller, page)
    if mine is None:
        return []
    named = select(Territory.name).where(
        Territory.code == Observation.territory, Territory.kind.in_(COMMUNES)
    )
    query = (
        select(Waiting, Observation, by_newcomer(), named.limit(1).scalar_subquery())
        .join(Observation, Observation.id == Waiting.observation_id)
        .where(Waiting.id.in_(select(mine.c.id)))
        .options(undefer(Observation.place))
        .order_by(*_order(page))
        .limit(page.limit)
    )
    return [
        Item(waits, found, is_first, place or "")
        for waits, found, is_first, place in session.execute(query)
    ]


def _order(page: Page) -> list[Any]:
    return [column.desc() if page.backwards else column for column in ORDER]


def _rows_of(session: Session, caller: Caller, page: Page, *columns: Any) -> Any:
    """The rows of a page, as a subquery: of each desk a range of its index.

    Asked with an OR between desks, either engine would sort all that waits.
    """
    kept = narrowed(session, caller, page.wanted)
    if page.after is not None:
        at = tuple_(literal(page.after.due, Instant()), literal(page.after.observation))
        here = tuple_(*ORDER)
        kept.append(here < at if page.backwards else here > at)
    if page.free:
        ended = Waiting.held_until <= clock.now()
        kept.append(or_(Waiting.held_until.is_(None), ended, Waiting.held_by == caller.id))
    parts = [
        select(*(columns or (Waiting.id,)))
        .select_from(Waiting)
        .join(Observation, Observation.id == Waiting.observation_id)
        .where(Observation.author_id != caller.id, unheard(caller.id), *desk, *kept)
        .order_by(*_order(page))
        .limit(page.limit)
        .subquery()
        for desk in desks_of(caller)
    ]
    return union_all(*(select(*part.c) for part in parts)).subquery() if parts else None


def beside(
    session: Session, caller: Caller, wanted: Wanted, at: Position | None
) -> list[UUID | None]:
    """Return the identifiers of what waits before and after a position; nothing at the ends."""
    if at is None:
        return [None, first(session, caller, Page(wanted))]
    before = Page(wanted, at, backwards=True)
    return [first(session, caller, page) for page in (before, Page(wanted, at))]


def first(session: Session, caller: Caller, page: Page) -> UUID | None:
    """Return the identifier of the first of a page; nothing when it is empty."""
    mine = _rows_of(session, caller, page._replace(limit=1))
    if mine is None:
        return None
    query = select(Observation.uuid).join(Waiting, Waiting.observation_id == Observation.id)
    query = query.where(Waiting.id.in_(select(mine.c.id))).order_by(*_order(page))
    return session.scalar(query.limit(1))


def next_of(session: Session, caller: Caller, wanted: Wanted, at: Position | None) -> UUID | None:
    """Return what a moderator looks at next: the first that follows, else the first of all."""
    after = first(session, caller, Page(wanted, at))
    return after if after or at is None else first(session, caller, Page(wanted))


def counts(session: Session, caller: Caller) -> Mapping[str, int]:
    """Count what waits for a moderator, by protocol, among the first thousand and one."""
    mine = _rows_of(session, caller, Page(limit=MOST + 1), Observation.protocol)
    if mine is None:
        return {}
    counted = select(mine.c.protocol, func.count()).group_by(mine.c.protocol)
    return {row[0]: row[1] for row in session.execute(counted)}


def marked(session: Session, caller: Caller) -> Mapping[str, int]:
    """Count what waits under each mark, in a queue that is short."""
    marks: dict[str, ColumnElement[bool]] = {
        "flagged": flagged(Observation.id, Observation.version),
        "newcomers": by_newcomer(),
        "late": Waiting.due <= clock.now(),
    }
    columns = [mark.label(name) for name, mark in marks.items()]
    mine = _rows_of(session, caller, Page(limit=MOST), *columns)
    if mine is None:
        return {}
    row = session.execute(select(*(func.count().filter(mine.c[name]) for name in marks))).one()
    return dict(zip(marks, row, strict=True))
