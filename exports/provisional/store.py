"""Keep, take away and read the grey points."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from citizen.observations import store as observations
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.observations.visits.rules import ACCEPTED, PUBLISHED
from config import clock
from config.engines import insert_once
from config.protocols import protocol
from exports.provisional.rules import Arrival, Dot, dots, last_day, leaves_a_point
from exports.provisional.tables import Provisional, ProvisionalChoice
from moderation.opinions.store import is_listed
from moderation.sensitivity.store import Rulebook
from reference.sensitivity.rules import EXACT
from reference.taxa import store as taxa
from reference.taxa.tables import TaxonStatus
from reference.territories.grids import square_of

LOOKED_AT = 50  # records of an author among which one that is published where it is


def will_show(session: Session, found: Observation) -> bool:
    """Whether what arrives is told by a grey point here."""
    return is_shown(session) and may_show(session, found, Rulebook(session))


def may_show(session: Session, found: Observation, book: Rulebook) -> bool:
    asked = protocol(found.protocol)
    return bool(asked.provisional) and leaves_a_point(asked, arrival(session, found, book))


def keep_each(session: Session, arrived: Iterable[Observation]) -> None:
    """Leave the grey points of what arrived together; one question rules most authors out."""
    asking = [found for found in arrived if protocol(found.protocol).provisional]
    authors = {found.author_id for found in asking}
    accepted = select(Observation.author_id).where(Observation.author_id.in_(authors), *_accepted())
    may_be_known = set(session.scalars(accepted.distinct())) if authors else set()
    book = Rulebook(session)
    for found in asking:
        if found.author_id in may_be_known:
            keep(session, found, book)


def keep(session: Session, found: Observation, book: Rulebook) -> None:
    """Leave a grey point for what just arrived, where it may; told twice, there is one."""
    if not may_show(session, found, book):
        return
    middle = observations.place(found).centroid
    made = insert_once(session, Provisional, ("observation_id",)).values(
        observation_id=found.id,
        protocol=found.protocol,
        square=square_of(middle.x, middle.y).name,
        month=month(found),
        until=last_day(found.received_at),
    )
    session.execute(made)


def month(found: Observation) -> str:
    first, last = days(found.observed_text, found.time_precision)
    return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else ""


def arrival(session: Session, found: Observation, book: Rulebook) -> Arrival:
    """Say what is known of a sending, by its author's words and the rules of today."""
    taxon = taxa.of_cd_nom(session, found.cd_nom) if found.cd_nom else None
    return Arrival(
        precision=visits.precision(session, found),
        is_known=is_known(session, found.author_id),
        rank=taxon.rank if taxon else "",
        is_touched=bool(taxon and is_listed(session, taxon.cd_ref)) or book.may_touch(found),
        knows_statuses=knows_statuses(session),
        is_first=found.version == 1 and found.status == "submitted",
    )


def knows_statuses(session: Session) -> bool:
    """Whether a list of protections is loaded: without one, any species may be protected."""
    return session.scalar(select(TaxonStatus.cd_ref).limit(1)) is not None


def is_known(session: Session, author: int) -> bool:
    """Whether a record of somebody is published where it is: a fact that hides nothing."""
    accepted = select(Observation).where(Observation.author_id == author, *_accepted())
    found = session.scalars(accepted.order_by(Observation.id.desc()).limit(LOOKED_AT)).all()
    return bool(found) and EXACT in visits.precisions(session, found).values()


def _accepted() -> tuple[Any, ...]:
    """The conditions of a record that may be published where it is."""
    return (
        Observation.status == ACCEPTED,
        Observation.level.in_(PUBLISHED),
        Observation.sensitivity == 0,
    )


def leave_each(session: Session, several: Iterable[Observation]) -> None:
    """Take away the points of those that may leave none any more, by one statement."""
    gone = [found.id for found in several if may_go(session, found)]
    if gone:
        session.execute(delete(Provisional).where(Provisional.observation_id.in_(gone)))


def may_go(session: Session, found: Observation) -> bool:
    """Whether a point goes: its exact record stands there now, or nobody had decided yet."""
    is_told = found.status == ACCEPTED and found.level in PUBLISHED
    return found.decided_at is None or (is_told and visits.precision(session, found) == EXACT)


def forget_ended(session: Session, today: date) -> None:
    session.execute(delete(Provisional).where(Provisional.until < today))


def shown(session: Session) -> list[Dot]:
    """The grey points of today; none where the town shows none."""
    if not is_shown(session):
        return []
    told = select(Provisional.protocol, Provisional.square, Provisional.month)
    rows = session.execute(told.where(Provisional.until >= clock.now().date()))
    return dots((row.protocol, row.square, row.month) for row in rows)


def is_shown(session: Session) -> bool:
    """Whether the town shows grey points: it does until it says otherwise."""
    last = select(ProvisionalChoice.is_shown).order_by(ProvisionalChoice.id.desc()).limit(1)
    return session.scalar(last) is not False


def choose(session: Session, by: int, *, is_shown: bool) -> None:
    """Show grey points from now on, or none."""
    chosen = ProvisionalChoice(is_shown=is_shown, chosen_by=by, chosen_at=clock.now())
    session.add(chosen)
