"""Place observations at desks, one by one as they come, or all that wait when a rule changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
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


def desk(found: Observation, subject: Subject, now: Today, waiting: Mapping[str, int]) -> Desk:
    """Choose a desk, and when an answer is due there; waiting: how much each desk has."""
    chosen = desk_for(subject, now.scopes, waiting, now.book)
    return promised(chosen, found, subject, now.book)


def promised(chosen: Desk, found: Observation, subject: Subject, book: Rulebook) -> Desk:
    moment, days = due(subject, book, found.received_at)
    return chosen._replace(due=moment, target_days=days)


def put(session: Session, found: Sequence[Observation]) -> None:
    """Put observations in the queues of who should look at them, in their order.

    Each goes where it would have gone alone: what goes before it is counted along.
    """
    now = today(session)
    known = described.subjects(session, found, now.book)
    there = queues.of_each(session, [one.id for one in found])
    waiting, placed = Counter(lengths(session)), []
    for one in found:
        if one.id in there:
            settle(session, (there[one.id], one), known[one.id], now, "correction")
            continue
        chosen = desk(one, known[one.id], now, waiting)
        waiting[chosen.organisation] += 1
        placed.append((one, chosen))
    queues.put_each(session, placed)


def settle(
    session: Session,
    row: tuple[Waiting, Observation],
    subject: Subject,
    now: Today,
    because: str,
) -> bool:
    """Leave what waits where it is well placed, else move it and say so in its history."""
    waits, found = row
    if waits.meant_for and not people.judges_here(session, waits.meant_for, subject):
        waits.meant_for = None  # who asked is away, or left: it is any colleague's
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
        return desk(found, subject, now, lengths(session))
    chosen = desk_for(subject, experts(now.scopes), lengths(session))
    return promised(chosen._replace(why=waits.why), found, subject, now.book)


def back(session: Session, found: Observation, why: dict[str, Any]) -> None:
    """Bring an observation back to who decided last: the person, else a colleague, or elsewhere."""
    now = today(session)
    subject = subject_of(session, found, now)
    taken = decisions.last_of(session, found.id)
    last = taken.organisation if taken else LEAD
    asked = taken.moderator_id if taken else 0
    is_here = people.judges_here(session, asked, subject)
    chosen = Desk(last, why, meant_for=asked if is_here else None)
    if last != LEAD and not is_competent(last, subject, now.scopes):
        chosen = desk(found, subject, now, lengths(session))
    chosen = promised(chosen, found, subject, now.book)
    queues.put(session, found.id, chosen)
