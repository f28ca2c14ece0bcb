"""Place observations at desks, one by one as they come, or all that wait when a rule changes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from citizen.accounts.rules import Scope
from citizen.observations.tables import Observation
from config import events
from config.database import Session
from moderation.decisions import store as decisions
from moderation.queues import store as queues
from moderation.queues.lengths.store import lengths
from moderation.queues.rules import LEAD, Desk
from moderation.queues.tables import Waiting
from moderation.routing import store
from moderation.routing.people import store as people
from moderation.routing.rules import (
    EXPERT,
    Rulebook,
    Subject,
    desk_for,
    due,
    experts,
    is_competent,
    is_well_placed,
)
from moderation.routing.subjects import store as described


class Today(NamedTuple):
    """What decides where observations go: the rules in force, and who is here."""

    book: Rulebook
    scopes: Sequence[Scope]


def today(session: Session) -> Today:
    return Today(store.rulebook(session), people.here(session))


def subject_of(session: Session, found: Observation, now: Today) -> Subject:
    return described.subjects(session, [found], now.book)[found.id]


def desk(session: Session, found: Observation, subject: Subject, now: Today) -> Desk:
    """Choose a desk, and when an answer is due there."""
    chosen = desk_for(subject, now.scopes, lengths(session), now.book)
    return promised(chosen, found, subject, now.book)


def promised(chosen: Desk, found: Observation, subject: Subject, book: Rulebook) -> Desk:
    moment, days = due(subject, book, found.received_at)
    return chosen._replace(due=moment, target_days=days)


def put(session: Session, found: Observation) -> None:
    """Put an observation in the queue of who should look at it."""
    now = today(session)
    subject = subject_of(session, found, now)
    waits = queues.of(session, found.id)
    if waits is None:
        chosen = desk(session, found, subject, now)
        queues.put(session, found.id, chosen)
    else:
        settle(session, (waits, found), subject, now, "correction")


def settle(
    session: Session,
    row: tuple[Waiting, Observation],
    subject: Subject,
    now: Today,
    because: str,
) -> bool:
    """Leave what waits where it is well placed, else move it and say so in its history."""
    waits, found = row
    kept = promised(Desk(waits.organisation, waits.why), found, subject, now.book)
    if is_well_placed(waits.organisation, waits.why["case"], subject, now.scopes, now.book):
        if waits.why["case"] != "proposal":  # promised from the day it was proposed
            queues.order(waits, kept)
        return False
    chosen = elsewhere(session, row, subject, now)
    if waits.organisation == chosen.organisation == LEAD:
        queues.order(waits, chosen)
        return False
    queues.move(waits, chosen)
    events.record(session, "observation.rerouted", found.uuid, because=because)
    return True


def elsewhere(
    session: Session, row: tuple[Waiting, Observation], subject: Subject, now: Today
) -> Desk:
    """Choose another desk: that of an expert, for what an expert settles."""
    waits, found = row
    if not waits.why["case"].startswith(EXPERT):
        return desk(session, found, subject, now)
    chosen = desk_for(subject, experts(now.scopes), lengths(session))
    return promised(chosen._replace(why=waits.why), found, subject, now.book)


def back(session: Session, found: Observation, why: dict[str, Any]) -> None:
    """Bring an observation back to who decided last; to a colleague elsewhere when they left."""
    now = today(session)
    subject = subject_of(session, found, now)
    last = decisions.organisation_of_last(session, found.id)
    chosen = Desk(last, why)
    if last != LEAD and not is_competent(last, subject, now.scopes):
        chosen = desk(session, found, subject, now)
    chosen = promised(chosen, found, subject, now.book)
    queues.put(session, found.id, chosen)
