"""The conditions of a part of the queue: what a scope gives to see, what an address asks for.

They are made once for all who ask the same: what changes from one to the next is a named value.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, or_
from sqlalchemy.orm import Session

from citizen.accounts.judges import store as judges
from citizen.accounts.rules import ROLES, Caller, Scope
from citizen.observations.newcomers.store import by_newcomer
from citizen.observations.scopes.store import within
from citizen.observations.tables import Observation
from citizen.plausibility.store import flagged
from config import clock
from config.database import Instant
from moderation.queues.rules import FRESH, INVENTORY, LATE, SOON, Wanted
from moderation.queues.tables import Waiting
from reference.territories import store as territories

Conditions = list[ColumnElement[bool]]

READER = bindparam("reader", type_=Integer)
NOW = bindparam("now", type_=Instant())
SOON_AT = bindparam("soon", type_=Instant())
TOMORROW = bindparam("tomorrow", type_=Instant())


def desks_of(scopes: Iterable[Scope]) -> list[Conditions]:
    """What a moderator may see, desk by desk; all at once for the town's lead."""
    if any(scope.role == "admin" for scope in scopes):
        return [[]]
    by_desk: dict[str, list[Scope]] = {}
    for scope in scopes:
        if "moderator" in ROLES[scope.role]:
            by_desk.setdefault(scope.organisation, []).append(scope)
    return [
        [Waiting.organisation == desk, or_(*map(within, scopes))]
        for desk, scopes in by_desk.items()
    ]


def values(session: Session, caller: Caller, wanted: Wanted) -> dict[str, Any]:
    """What the conditions of a part are about today: a value for each of their names."""
    now = clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told = {"reader": caller.id, "now": now, "soon": now + SOON}
    told |= {"tomorrow": midnight + timedelta(days=1)}
    if wanted.territory:
        told["members"] = [*territories.members(session, wanted.territory)]
    if wanted.share:
        sharing = judges.sharing(session, caller)
        told |= {"sharing": len(sharing), "turn": sharing.index(caller.id)}
    return told


def narrowed(wanted: Wanted) -> Conditions:
    """What keeps to the part of the queue that is asked for."""
    kept = _plain(wanted) + _marked(wanted)
    if wanted.territory:
        kept.append(Observation.territory.in_(bindparam("members", expanding=True)))
    if wanted.ageing:
        kept.append(_aged(wanted.ageing))
    return kept + (_my_share() if wanted.share else [])


def _marked(wanted: Wanted) -> Conditions:
    kept: Conditions = []
    if wanted.sensitivity is not None:
        kept.append(Observation.sensitivity >= wanted.sensitivity)
    if wanted.flagged:
        kept.append(flagged(Observation.id, Observation.version))
    if wanted.newcomers:
        kept.append(by_newcomer())
    if wanted.origin:
        kept.append((Observation.origin != "") == (wanted.origin == INVENTORY))
    return kept


def _plain(wanted: Wanted) -> Conditions:
    asked: tuple[tuple[Any, str], ...] = (
        (Observation.protocol, wanted.protocol),
        (Observation.group, wanted.group),
        (Observation.territory, wanted.commune),
        (Observation.campaign, wanted.campaign),
    )
    return [column == value for column, value in asked if value]


def _aged(ageing: str) -> ColumnElement[bool]:
    if ageing == LATE:
        return Waiting.due <= NOW
    if ageing == FRESH:
        return Waiting.due > SOON_AT
    return and_(Waiting.due > NOW, Waiting.due <= SOON_AT)


def _my_share() -> Conditions:
    """What is due today and falls to me: colleagues who may judge the same take turns."""
    turn = Observation.id % bindparam("sharing", type_=Integer)
    of_nobody = and_(Waiting.meant_for.is_(None), turn == bindparam("turn", type_=Integer))
    return [Waiting.due < TOMORROW, or_(of_nobody, Waiting.meant_for == READER)]
