"""Bring an observation to the people who can judge it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from citizen.observations import store as observations
from citizen.observations.intake import hold
from citizen.observations.revisions import store as revisions
from citizen.observations.tables import Observation
from citizen.sign_in.store import of_uuid
from config import clock, events
from config.database import Session, transaction
from config.events import News
from moderation.decisions import store as decisions
from moderation.queues import store as queues
from moderation.queues.claims import store as claims
from moderation.queues.rules import TARGET_DAYS, Desk
from moderation.routing import placing
from moderation.routing.anew import store as anew
from moderation.routing.subjects.store import subjects

QUESTIONED = "observation.questioned"


def route(several: Sequence[News]) -> None:
    """Put new or corrected observations in queues, each as if it came alone."""
    with transaction() as session:
        uuids = (UUID(news.subject) for news in several)
        found = observations.find_each(session, uuids, to_change=True)
        placing.put(session, [one for one in found if one.status == "submitted"])
        for one in found:
            if one.status == "questioned":
                resume(session, one, {"case": "again"})


def answered(news: News) -> None:
    """The author answered a question: the observation goes back to who asked it."""
    with transaction() as session:
        found = held(session, news)
        if found is not None and found.status == "questioned" and is_after_question(session, news):
            resume(session, found, {"case": "back"})


def is_after_question(session: Session, news: News) -> bool:
    """Whether a message was written after the question: news may be slower than people."""
    known = events.about(session, news.subject)
    return not any(one.name == QUESTIONED and one.id > news.number for one in known)


def reconsider(news: News) -> None:
    """The author proposes a correction of what was decided: it goes back to who decided."""
    with transaction() as session:
        found = held(session, news)
        if found is not None and revisions.waiting(session, found.id) is not None:
            organisation = decisions.organisation_of_last(session, found.id)
            due = clock.now() + timedelta(days=TARGET_DAYS)
            queues.put(session, found.id, Desk(organisation, {"case": "proposal"}, due))


def forget(news: News) -> None:
    """Nothing waits for a decision any more."""
    with transaction() as session:
        found = held(session, news)
        if found is not None and found.status == "withdrawn":
            queues.leave(session, found.id)


def held(session: Session, news: News) -> Observation | None:
    """Find the observation of the news, kept to this transaction: its status stays what we see."""
    found = observations.find(session, UUID(news.subject))
    if found is not None:
        hold(session, found)
    return found


def resume(session: Session, found: Observation, why: dict[str, Any]) -> None:
    found.status = "submitted"
    found.turn += 1
    placing.back(session, found, why)


def hand_over(news: News) -> None:
    """Somebody left: what they held is free, what waited for them goes to others."""
    with transaction() as session:
        account = of_uuid(session, UUID(news.subject))
        if account is not None:
            claims.free(session, account.id)
    route_anew(news)


def route_anew(news: News) -> None:
    """Move what waits where nobody may judge it any more, or where the rules no longer want it."""
    because = str(news.details.get("because", "people"))
    after = 0
    while True:
        with transaction() as session:
            rows = anew.some(session, after)
            move(session, rows, because)
        if len(rows) < anew.TOGETHER:
            return
        after = rows[-1][1].id


def move(session: Session, rows: list[anew.Row], because: str) -> None:
    now = placing.today(session)
    known = subjects(session, [found for _, found in rows], now.book)
    for waits, found in rows:
        placing.settle(session, (waits, found), known[found.id], now, because)


def reconcile(news: News) -> None:
    """Whatever went wrong: nothing is in no queue, and nothing waits where nobody comes."""
    while True:
        with transaction() as session:
            lost = anew.nowhere(session)
            placing.put(session, lost)
        if len(lost) < anew.TOGETHER:
            break
    with transaction() as session:
        anew.forget_ended(session)
    route_anew(news)
