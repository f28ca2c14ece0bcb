"""Read a moderator's queue: a page is a range of one index, whatever its depth.

The statement of a page is made once for all who ask alike; rows come back, no objects.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller, Scope
from citizen.observations.newcomers.store import by_newcomer
from citizen.observations.tables import Observation
from config.database import Instant, ask
from config.towns import is_served
from moderation.opinions.store import unheard
from moderation.queues.narrowing.store import NOW, READER, desks_of, narrowed, values
from moderation.queues.rules import EPOCH, Position, Wanted
from moderation.queues.tables import Waiting
from reference.territories.rules import COMMUNES
from reference.territories.tables import Territory

ORDER = (Waiting.due, Waiting.observation_id)
AT = tuple_(bindparam("due", type_=Instant()), bindparam("observation", type_=Integer))
SOMEWHERE = Position(EPOCH, 0)
OF_WAITING = [column for column in Waiting.__table__.c if column.name not in {"id", "town_id"}]
WHOLE = [*Observation.__table__.c, *OF_WAITING]
LISTED = [  # what a list shows of each
    *(Observation.__table__.c[name] for name in (
        "id", "uuid", "version", "protocol", "group", "cited_name", "territory", "received_at",
        "author_id",
    )),
    *OF_WAITING,
]  # fmt: skip


class Item(NamedTuple):
    """What waits, its observation (columns as attributes), and what a list says of it."""

    waits: Any
    observation: Any
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

    @property
    def shape(self) -> "Page":
        """What makes its statement: the same for every place to go on from."""
        return self._replace(after=self.after and SOMEWHERE)


def rows(session: Session, caller: Caller, page: Page, *, whole: bool = True) -> Sequence[Item]:
    """Return what waits for a moderator, oldest promise first, never their own; or a part of it.

    whole: every column of the observations, not those of a list alone.
    """
    found = asked(session, caller, page, _listed(caller.scopes, page.shape, whole=whole))
    return [Item(row, row, bool(row.is_first), row.commune or "") for row in found]


def asked(session: Session, caller: Caller, page: Page, made: Any) -> Sequence[Any]:
    """The rows of a statement; none of who judges nothing."""
    if made is None:
        return []
    told = values(session, caller, page.wanted)
    if page.after is not None:
        told |= page.after._asdict()
    return ask(session, made, told)


@lru_cache(maxsize=128)
def _listed(scopes: tuple[Scope, ...], page: Page, *, whole: bool) -> Select[Any] | None:
    mine = ranges(scopes, page, Waiting.id)
    if mine is None:
        return None
    named = select(Territory.name).where(
        Territory.code == Observation.territory, Territory.kind.in_(COMMUNES)
    )
    told = by_newcomer().label("is_first"), named.limit(1).scalar_subquery().label("commune")
    made: Select[Any] = select(*(WHOLE if whole else LISTED), *told)
    return (
        made.select_from(mine)
        .join(Waiting, Waiting.id == mine.c.id)
        .join(Observation, Observation.id == Waiting.observation_id)
        .order_by(*_order(page))
        .limit(page.limit)
    )


def _order(page: Page) -> list[Any]:
    return [column.desc() if page.backwards else column for column in ORDER]


def ranges(scopes: tuple[Scope, ...], page: Page, *columns: Any) -> Any:
    """The rows of a page, as a subquery: of each desk a range of its index.

    Asked with an OR between desks, either engine would sort all that waits.
    """
    kept = narrowed(page.wanted)
    if page.after is not None:
        here = tuple_(*ORDER)
        kept.append(here < AT if page.backwards else here > AT)
    if page.free:
        kept.append(
            or_(Waiting.held_until.is_(None), Waiting.held_until <= NOW, Waiting.held_by == READER)
        )
        for_whom = Waiting.meant_for  # once it is late, whoever comes first
        kept.append(or_(for_whom.is_(None), for_whom == READER, Waiting.due <= NOW))
    parts = [
        select(*columns)
        .select_from(Waiting)
        .join(Observation, Observation.id == Waiting.observation_id)
        .where(is_served(Waiting), Observation.author_id != READER, unheard(READER), *desk, *kept)
        .order_by(*_order(page))
        .limit(page.limit)
        .subquery()
        for desk in desks_of(scopes)
    ]
    return union_all(*(select(*part.c) for part in parts)).subquery() if parts else None


def beside(
    session: Session, caller: Caller, wanted: Wanted, at: Position | None
) -> list[UUID | None]:
    """Return the identifiers of what waits before and after a position; nothing at the ends."""
    if at is None:
        return [None, first(session, caller, Page(wanted))]
    rows = asked(session, caller, Page(wanted, at), _beside(caller.scopes, wanted))
    found = {row.side: row.uuid for row in rows}
    return [found.get(side) for side in SIDES]


SIDES = ("before", "after")


@lru_cache(maxsize=128)
def _beside(scopes: tuple[Scope, ...], wanted: Wanted) -> Any:
    """Both sides of a position by one statement, each a range of one row."""
    pages = Page(wanted, SOMEWHERE, 1, backwards=True), Page(wanted, SOMEWHERE, 1)
    firsts = [_first(scopes, page) for page in pages]
    if None in firsts:
        return None
    parts = [
        (side, one.subquery()) for side, one in zip(SIDES, firsts, strict=True) if one is not None
    ]
    return union_all(*(select(literal(side).label("side"), one.c.uuid) for side, one in parts))


def first(session: Session, caller: Caller, page: Page) -> UUID | None:
    """Return the identifier of the first of a page; nothing when it is empty."""
    found = asked(session, caller, page, _first(caller.scopes, page.shape))
    return found[0].uuid if found else None


@lru_cache(maxsize=128)
def _first(scopes: tuple[Scope, ...], page: Page) -> Select[Any] | None:
    mine = ranges(scopes, page._replace(limit=1), Waiting.id)
    if mine is None:
        return None
    query = select(Observation.uuid).select_from(mine).join(Waiting, Waiting.id == mine.c.id)
    query = query.join(Observation, Observation.id == Waiting.observation_id)
    return query.order_by(*_order(page)).limit(1)


def next_of(session: Session, caller: Caller, wanted: Wanted, at: Position | None) -> UUID | None:
    """Return what a moderator looks at next: the first that follows, else the first of all."""
    after = first(session, caller, Page(wanted, at))
    return after if after or at is None else first(session, caller, Page(wanted))
