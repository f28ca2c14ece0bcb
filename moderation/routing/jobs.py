"""Bring an observation to the people who can judge it."""

from typing import Any
from uuid import UUID

from citizen.accounts import store as accounts
from citizen.observations import store as observations
from citizen.observations.intake import hold
from citizen.observations.revisions import store as revisions
from citizen.observations.rules import OPEN_STATUSES
from citizen.observations.tables import Observation
from config.database import Session, transaction
from config.events import News
from moderation.decisions import store as decisions
from moderation.queues import store as queues
from moderation.queues.rules import Desk
from moderation.routing.rules import Subject, desk_for, is_competent


def route(news: News) -> None:
    """Put a new or corrected observation in a queue."""
    with transaction() as session:
        found = held(session, news)
        if found is None or found.status not in OPEN_STATUSES:
            return
        if found.status == "questioned":
            resume(session, found, {"case": "again"})
        elif not is_well_placed(session, found):
            queues.leave(session, found.id)
            queues.put(session, found.id, desk(session, found))


def answered(news: News) -> None:
    """The author answered a question: the observation goes back to who asked it."""
    with transaction() as session:
        found = held(session, news)
        if found is not None and found.status == "questioned":
            resume(session, found, {"case": "back"})


def reconsider(news: News) -> None:
    """The author proposes a correction of what was decided: it goes back to who decided."""
    with transaction() as session:
        found = held(session, news)
        if found is not None and revisions.waiting(session, found.id) is not None:
            organisation = decisions.organisation_of_last(session, found.id)
            queues.put(session, found.id, Desk(organisation, {"case": "proposal"}))


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
    organisation = decisions.organisation_of_last(session, found.id)
    queues.put(session, found.id, Desk(organisation, why))


def is_well_placed(session: Session, found: Observation) -> bool:
    """Whether it waits where somebody can judge it; a correction may have changed that."""
    waits = queues.of(session, found.id)
    if waits is None or waits.why["case"] == "second":
        return waits is not None
    here, scopes = waits.organisation, accounts.moderating(session)
    if is_competent(here, subject_of(found), scopes):
        return True
    return here == desk(session, found).organisation


def desk(session: Session, found: Observation) -> Desk:
    return desk_for(subject_of(found), accounts.moderating(session), queues.lengths(session))


def subject_of(found: Observation) -> Subject:
    return Subject(found.protocol, found.group, found.territory or "")
