"""Know the team; note absences and end them; let somebody, or an association, go."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import JUDGES, Caller
from citizen.accounts.tables import Account, Mandate
from config import clock, events
from moderation.queues.claims import store as claims
from moderation.queues.lengths.store import lengths
from moderation.routing.absences.rules import Days
from moderation.routing.tables import Absence


class Member(NamedTuple):
    """Somebody who judges for an association: what of, and when they are away."""

    account: Account
    mandates: Sequence[Mandate]
    absences: Sequence[Absence]


class Association(NamedTuple):
    name: str
    members: Sequence[Member]
    absences: Sequence[Absence]
    waiting: int


def team(session: Session) -> list[Association]:
    """Return the associations and services that judge, their people, what waits for them."""
    query = select(Mandate, Account).join(Account, Account.id == Mandate.account_id)
    rows = session.execute(query.where(Mandate.role.in_(JUDGES)).order_by(Mandate.id)).all()
    people: dict[str, dict[int, list[Mandate]]] = defaultdict(lambda: defaultdict(list))
    known = {account.id: account for _, account in rows}
    for mandate, account in rows:
        people[mandate.organisation][account.id].append(mandate)
    away, counted = coming(session), lengths(session)
    return [
        Association(
            name,
            [
                Member(known[one], held, [a for a in away if a.account_id == one])
                for one, held in members.items()
            ],
            [one for one in away if one.account_id is None and one.organisation == name],
            counted.get(name, 0),
        )
        for name, members in sorted(people.items())
    ]


def coming(session: Session) -> Sequence[Absence]:
    """Return the absences that are not over."""
    query = select(Absence).where(Absence.last_day >= clock.now().date())
    return session.scalars(query.order_by(Absence.first_day, Absence.id)).all()


def person(session: Session, uuid: UUID) -> Account | None:
    """Find somebody who moderates."""
    query = select(Account).join(Mandate, Mandate.account_id == Account.id)
    return session.scalar(query.where(Account.uuid == uuid, Mandate.role.in_(JUDGES)).limit(1))


def is_known(session: Session, organisation: str) -> bool:
    held = select(Mandate.id).where(Mandate.organisation == organisation, Mandate.role.in_(JUDGES))
    return session.scalar(held.limit(1)) is not None


def note(session: Session, who: Account | str, days: Days, by: Caller) -> None:
    """Note that somebody, or a whole association (its name), is away; those who wait go on."""
    session.add(
        Absence(
            account_id=None if isinstance(who, str) else who.id,
            organisation=who if isinstance(who, str) else "",
            first_day=days.first,
            last_day=days.last,
            noted_by=by.id,
            noted_at=clock.now(),
        )
    )
    changed(session, by, "absence")


def of_uuid(session: Session, uuid: UUID) -> Absence | None:
    return session.scalar(select(Absence).where(Absence.uuid == uuid))


def end(session: Session, absence: Absence, by: Caller) -> None:
    """End an absence: they are here again."""
    session.delete(absence)
    changed(session, by, "absence")


def let_go(session: Session, organisation: str, who: Account | None, by: Caller) -> int:
    """End what somebody, or all of an association, may judge for it; say how many mandates.

    What they hold is free at once; what waits for them is routed anew by a job.
    """
    ended = delete(Mandate).where(Mandate.organisation == organisation, Mandate.role.in_(JUDGES))
    if who is not None:
        ended = ended.where(Mandate.account_id == who.id)
    people = session.scalars(ended.returning(Mandate.account_id)).all()
    for one in set(people):
        claims.free(session, one)
    changed(session, by, "people")
    return len(people)


def changed(session: Session, by: Caller, because: str) -> None:
    events.record(session, "routing.changed", because, by.id, because=because)
