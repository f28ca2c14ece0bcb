"""The conditions of a part of the queue: what a scope gives to see, what an address asks for."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import Session

from citizen.accounts.judges import store as judges
from citizen.accounts.rules import ROLES, Caller, Scope
from citizen.observations.newcomers.store import by_newcomer
from citizen.observations.tables import Observation
from citizen.plausibility.store import flagged
from config import clock
from moderation.queues.rules import FRESH, INVENTORY, LATE, SOON, Wanted
from moderation.queues.tables import Waiting
from reference.territories import store as territories

Conditions = list[ColumnElement[bool]]


def desks_of(caller: Caller) -> list[Conditions]:
    """What a moderator may see, desk by desk; all at once for the town's lead."""
    if any(scope.role == "admin" for scope in caller.scopes):
        return [[]]
    by_desk: dict[str, list[Scope]] = {}
    for scope in caller.scopes:
        if "moderator" in ROLES[scope.role]:
            by_desk.setdefault(scope.organisation, []).append(scope)
    return [
        [Waiting.organisation == desk, or_(*map(_within, scopes))]
        for desk, scopes in by_desk.items()
    ]


def _within(scope: Scope) -> ColumnElement[bool]:
    limits = [
        column.in_(allowed)
        for column, allowed in (
            (Observation.protocol, scope.protocols),
            (Observation.group, scope.groups),
            (Observation.territory, scope.territories),
        )
        if allowed
    ]
    return and_(true(), *limits)


def narrowed(session: Session, caller: Caller, wanted: Wanted) -> Conditions:
    """What keeps to the part of the queue that is asked for."""
    kept = _plain(wanted) + _marked(wanted)
    if wanted.territory:
        kept.append(Observation.territory.in_(territories.members(session, wanted.territory)))
    if wanted.ageing:
        kept.append(_aged(wanted.ageing))
    return kept + (_my_share(session, caller) if wanted.share else [])


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
    now = clock.now()
    if ageing == LATE:
        return Waiting.due <= now
    if ageing == FRESH:
        return Waiting.due > now + SOON
    return and_(Waiting.due > now, Waiting.due <= now + SOON)


def _my_share(session: Session, caller: Caller) -> Conditions:
    """What is due today and falls to me: colleagues who may judge the same take turns."""
    sharing = judges.sharing(session, caller)
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    turn = Observation.id % len(sharing) == sharing.index(caller.id)
    return [Waiting.due < today, turn]
