"""Tell the author what was decided; count what may be known of it."""

from uuid import UUID, uuid4

from citizen.accounts.classes import store as classes
from citizen.accounts.tables import Account
from citizen.answering import store as answering
from citizen.letters.sending import once_a_day, send
from citizen.observations import store as observations
from citizen.observations.intake import hold
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.push import store as pushed
from citizen.push.rules import ASKED, FIRST
from config import site
from config.database import Session, reading, transaction
from config.events import News
from config.languages import say, words
from config.protocols import protocol
from moderation.decisions import store
from moderation.decisions.reasons import reason
from moderation.opinions import store as opinions
from moderation.opinions.rules import JUDGING, SETTLED, share
from moderation.readings import store as readings
from moderation.readings.rules import KNOWN, SAMPLE, is_drawn
from reference.sensitivity.rules import EXACT
from reference.taxa import store as taxa
from reference.taxa.search.store import Here
from reference.territories.rules import commune_of

TEXTS = "moderation/decisions"


def tell(news: News) -> None:
    """Write to the author; told twice, it is the same letter."""
    with reading() as session:
        found = observations.find(session, UUID(news.subject))
        author = classes.written_to(session, found.author_id) if found else None
    if found is None or author is None:
        return
    spoken, verdict = author.language, str(news.details["verdict"])
    told = {
        "what": words(protocol(found.protocol).title, spoken),
        "reason": reason(str(news.details.get("reason", "")), spoken),
        "comment": str(news.details.get("comment", "")),
        "link": f"{site.url()}{address(found, verdict)}",
    }
    kind = "automatic" if news.details.get("automatic") else verdict
    subject = say(TEXTS, f"{kind}.subject", spoken, **told)
    letter = subject, say(TEXTS, f"{kind}.body", spoken, **told)
    key = f"event-{news.number}"
    if verdict == "ask" or is_first(found, news):
        send(key, author, *letter)
    else:
        once_a_day(key, author, letter, f"{letter[0]}\n{told['link']}")


def ring(news: News) -> None:
    """Have the author's phones told of what has a letter of its own; told twice, it is once."""
    with reading() as session:
        found = observations.find(session, UUID(news.subject))
    if found is None:
        return
    kind = ASKED if news.details["verdict"] == "ask" else FIRST
    if kind == ASKED or is_first(found, news):
        path = f"/mes-observations/{found.uuid}"
        with transaction() as session:
            author = session.get_one(Account, found.author_id)
            pushed.wanted(session, classes.reader(session, author).id, kind, path, news.number)


def is_first(found: Observation, news: News) -> bool:
    """Whether it is the first of its author's that is accepted: worth a letter of its own."""
    if news.details["verdict"] != "accept":
        return False
    with reading() as session:
        return store.is_first_accepted(session, found)


def draw_again(news: News) -> None:
    """Have a sample of what is settled read again, by somebody who does not see what was held.

    What experts settled is known: it also measures who reads it.
    """
    if news.details.get("verdict") not in JUDGING:
        return
    with transaction() as session:
        found = observations.find(session, UUID(news.subject))
        given = opinions.standing(session, found) if found else []
        settled = [one for one in given if one.outcome == SETTLED]
        if found is None or not settled:
            return
        last = settled[-1]
        per_cent = share(opinions.book(session), opinions.facts(session, found, found.name_held))
        readings.forget_stale(session, found)
        if is_drawn(uuid4(), per_cent):
            readings.draw(session, found, last, KNOWN if last.is_expert else SAMPLE)


def address(found: Observation, verdict: str) -> str:
    """Where a letter leads: a question, to a link that answers it without signing in."""
    if verdict != "ask":
        return f"/mes-observations/{found.uuid}"
    with transaction() as session:
        return f"/repondre/{answering.new_link(session, found)}"


def count_seen(news: News) -> None:
    """Count what is published of a taxon by commune and month, so that it is proposed sooner.

    What is counted is what anyone may know: nothing whose place is hidden, even a little.
    """
    with transaction() as session:
        found = observations.find(session, UUID(news.subject))
        if found is None:
            return
        hold(session, found)
        month = month_of(found.observed_text, found.time_precision)
        if month and found.name_held and found.territory and is_shown_exactly(session, found):
            here = Here(commune_of(found.territory).code, month)
            taxa.saw(session, found.uuid, here, found.name_held)
        else:
            taxa.forget(session, found.uuid)


def is_shown_exactly(session: Session, found: Observation) -> bool:
    """Whether an observation is published with its place as it is, as what it is.

    An ornamental is no sighting of its kin: what was planted proposes no wild name. A tree that is
    visited again was seen already.
    """
    is_taxon = found.ornamental_id is None and found.part_of is None
    return found.status == "accepted" and is_taxon and visits.precision(session, found) == EXACT


def month_of(observed_text: str, time_precision: str) -> int | None:
    """The month an observation is of, when it is of one."""
    first, last = days(observed_text, time_precision)
    return first.month if (first.year, first.month) == (last.year, last.month) else None
