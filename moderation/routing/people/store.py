"""Find who is here to judge."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.judges import store as judges
from citizen.accounts.rules import Scope
from config import clock
from moderation.routing.rules import Subject
from moderation.routing.tables import Absence


class Away(NamedTuple):
    """Who takes nothing new today: people (rows), whole organisations."""

    people: frozenset[int]
    organisations: frozenset[str]


def away(session: Session) -> Away:
    """Say who is away today."""
    today = clock.now().date()
    rows = session.execute(
        select(Absence.account_id, Absence.organisation).where(
            Absence.last_day >= today, Absence.first_day <= today
        )
    ).all()
    people = frozenset(row.account_id for row in rows if row.account_id is not None)
    return Away(people, frozenset(row.organisation for row in rows if row.account_id is None))


def judges_here(session: Session, person: int, subject: Subject) -> bool:
    """Whether somebody is here and may judge an observation: neither away nor gone."""
    gone = away(session)
    return person not in gone.people and any(
        scope.covers(*subject[:3]) and scope.organisation not in gone.organisations
        for one, scope in judges.moderators(session)
        if one == person
    )


def here(session: Session) -> list[Scope]:
    """Return the scopes of all who moderate and are here today."""
    gone = away(session)
    return [
        scope
        for person, scope in judges.moderators(session)
        if person not in gone.people and scope.organisation not in gone.organisations
    ]
