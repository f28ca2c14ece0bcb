"""Decide what the declared rule may, when nothing more is awaited; compare the sample with it."""

from collections.abc import Sequence
from uuid import UUID

from citizen.observations import store as observations
from citizen.observations.intake import hold
from citizen.observations.rules import CitedTaxon
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from config.database import Session, reading, transaction
from config.events import News
from config.signing import derived
from moderation.automatic import store
from moderation.automatic.known.store import facts
from moderation.decisions import store as decisions
from moderation.decisions.judging import settle_alone
from moderation.decisions.rules import Verdict
from moderation.opinions import store as opinions
from moderation.opinions.automatic.rules import Score, is_audited, score
from moderation.opinions.rules import JUDGING, RuleBook, view
from moderation.readings import store as readings


def consider(several: Sequence[News]) -> None:
    """Accept observations that have all that is declared; told twice, they are accepted once.

    Each in a transaction of its own: weighing one takes long, and people send meanwhile.
    """
    with reading() as session:
        is_declared = opinions.book(session).automatic is not None
    for news in several if is_declared else ():
        with transaction() as session:
            found = observations.find(session, UUID(news.subject))
            if found is not None:
                weigh(session, found)


def consider_pictured(news: News) -> None:
    """The same once a photo came: phones send them after what they show."""
    with transaction() as session:
        photo = photos.of_name(session, UUID(news.subject))
        if photo is not None:
            weigh(session, session.get_one(Observation, photo.observation_id))


def weigh(session: Session, found: Observation) -> None:
    """Leave an observation to people, or accept it; of what would be, a sample goes to people."""
    book = opinions.book(session)
    if book.automatic is None or found.status != "submitted":
        return
    hold(session, found)
    told = score(book.automatic, store.evidence(session, found, book, book.automatic))
    if not told.reaches(book.automatic):
        return
    if is_audited(derived(f"automatic sample {found.uuid}")):
        cited = facts(session, found)
        readings.audit(session, found, view("accept", cited.cd_ref, None), cited.group)
        return
    accepted = Verdict("accept", "probable", CitedTaxon(cd_nom=found.cd_nom))
    settle_alone(session, found, accepted, why(book, told), store.actor(session))


def why(book: RuleBook, told: Score) -> dict[str, object]:
    """What is kept of a score beside the decision it led to."""
    least = book.automatic.at_least if book.automatic else 0
    parts = {name: points for name, points in told.parts.items() if points}
    return {"rules": book.number, "score": told.points, "at_least": least, "parts": parts}


def compare(news: News) -> None:
    """Note what people held of an observation of the sample; decided again, it is noted again."""
    with transaction() as session:
        found = observations.find(session, UUID(news.subject))
        drawn = readings.audited(session, found) if found else None
        last = decisions.last_of(session, found.id) if found else None
        if found is None or drawn is None or last is None or last.verdict not in JUDGING:
            return
        held = opinions.facts(session, found, found.name_held)
        read = view(last.verdict, held.cd_ref, found.ornamental_id)
        readings.close(drawn, last.moderator_id, last.organisation, read)
