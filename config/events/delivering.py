"""Deliver what waits: each listening job in turn, at least once; together what may be together."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from config import towns
from config.database import reading
from config.events.hearing import Job, Jobs, News, Together, named, takes_many, tell
from config.events.outbox import store as outbox
from config.events.outbox.rules import Failure, groups
from config.events.tables import Event

AT_A_LOOK = 1000  # events taken out of what waits at each look

log = logging.getLogger(__name__)


@dataclass
class InHand:
    """An event while its jobs run: what is done of it, and what went wrong."""

    event: Event
    news: News
    finished: list[str]
    error: str = ""


def deliver(numbers: Sequence[int], jobs: Jobs) -> bool:
    """Run what is not done yet of events of one kind and town; say whether all went well.

    Nothing is ticked off before the end: one that dies in the middle did none of it.
    """
    held = [in_hand(event) for event in outbox.claim(numbers)]
    if not held:  # delivered already, or in other hands
        return True
    listening = jobs.get(held[0].event.name, ())
    with towns.serving(held[0].event.town_id):
        for job in listening:
            run(job, [one for one in held if not one.error and named(job) not in one.finished])
    mark(held, [named(job) for job in listening])
    return not any(one.error for one in held)


def in_hand(event: Event) -> InHand:
    news = News(event.id, event.name, event.subject, event.actor_id, event.details)
    return InHand(event, news, [*event.finished])


def run(job: Job, held: Sequence[InHand]) -> None:
    """Run a job on several; where they fail together, on each alone: one spoils no other."""
    if len(held) > 1 and isinstance(job, Together) and went_together(job, held):
        return
    for one in held:
        run_alone(job, one)


def went_together(job: Job, held: Sequence[InHand]) -> bool:
    try:
        tell(job, [one.news for one in held])
    except Exception:  # whatever it is, each has its own try
        log.warning("%s: %d events failed together", named(job), len(held), exc_info=True)
        return False
    for one in held:
        one.finished.append(named(job))
    return True


def run_alone(job: Job, one: InHand) -> None:
    try:
        tell(job, [one.news])
    except Exception as error:  # whatever it is, the event is tried again
        log.exception("event %s: %s failed", one.event.id, named(job))
        one.error = f"{named(job)}: {error!r}"
    else:
        one.finished.append(named(job))


def mark(held: Sequence[InHand], finished: Sequence[str]) -> None:
    done = [one.event.id for one in held if not one.error]
    wrong = {one.event.id: failure(one) for one in held if one.error}
    outbox.mark(done, finished, wrong)


def failure(one: InHand) -> Failure:
    return Failure(one.event.attempts, one.finished, one.error)


def deliver_all(jobs: Jobs, give_way: Callable[[], object] = lambda: None) -> int:
    """Deliver here and now all that waits, and what that brings; say how many events.

    give_way: called before each event or group, where others may go first.
    """
    delivered = 0
    while True:
        outbox.close_unheard(jobs.keys())
        with reading() as session:
            due = outbox.waiting(session, AT_A_LOOK)
        if not due:
            return delivered
        for numbers in groups(due, partial(takes_many, jobs)):
            give_way()
            deliver(numbers, jobs)
        delivered += len(due)
