"""The letter an author reads when it is decided: once, in their language, and nothing too much."""

import email
import email.policy
from datetime import timedelta

import pytest
from sqlalchemy import select

from citizen.accounts.tables import Account
from config import clock, events
from config.database import reading, transaction
from config.events import Event
from moderation.decisions.jobs import tell
from moderation.decisions.rules import EXPLAINED, VERDICTS
from tests.sendings import new_id, sent

AUTHOR = "jeanne@example.org"
TOLD = [verdict for verdict in VERDICTS if verdict not in {"second-opinion", "separate", "abstain"}]


@pytest.fixture
def author(account):
    """A resident who gave an address."""
    return account("resident", email=AUTHOR)


@pytest.fixture
def letters(tmp_path):
    """The letters written so far, oldest first."""

    def read():
        files = sorted((tmp_path / "mail").glob("*.eml"))
        return [
            email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files
        ]

    return read


@pytest.fixture
def decided(author, moderator, deliver):
    """Have an observation of the author decided on; return its identifier."""

    def told(verdict="accept", **details):
        uuid, first = new_id(), new_id()
        for one in (first, uuid):
            author.put(f"/api/v1/observations/{one}", json=sent())
        deliver()
        if verdict == "duplicate":
            details["of"] = first
        if verdict in EXPLAINED:
            details.setdefault("reason", "place-uncertain")
        body = {"verdict": verdict} | details
        answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=body)
        assert answer.status_code == 201, answer.json
        deliver()
        return uuid

    return told


@pytest.mark.parametrize("verdict", TOLD)
def test_the_author_is_told_of_each_verdict_with_its_reason(letters, decided, verdict):
    uuid = decided(verdict, comment="Merci pour la photo.")
    (letter,) = letters()
    text = letter.get_body(("plain",)).get_content()
    assert letter["To"] == AUTHOR
    assert "Animal ou plante sauvage" in letter["Subject"]
    leads_to = "/repondre/" if verdict == "ask" else f"/mes-observations/{uuid}"
    assert leads_to in text
    assert "Merci pour la photo." in text
    if verdict in EXPLAINED:
        assert "Le lieu ne semble pas être le bon." in text
    assert "{" not in text + letter["Subject"]


def test_a_letter_speaks_the_language_of_its_reader(letters, decided):
    with transaction() as session:
        session.scalars(select(Account).where(Account.email == AUTHOR)).one().language = "en"
    decided("reject", reason="not-wild")
    (letter,) = letters()
    assert letter["Subject"] == "Your observation was not kept: Wild animal or plant"
    assert "this programme follows what is wild" in letter.get_body(("plain",)).get_content()


def test_a_letter_never_says_who_decided(letters, decided):
    decided()
    (letter,) = letters()
    assert "naturalistes@" not in letter.as_string()
    assert "moderator" not in letter.as_string()


def test_a_letter_is_written_once_even_if_the_news_comes_twice(letters, decided):
    decided()
    with reading() as session:
        query = select(Event).where(Event.name == "observation.accepted")
        event = session.scalars(query).one()
    tell(events.News(event.id, event.name, event.subject, event.actor_id, event.details))
    assert len(letters()) == 1
    with transaction() as session:
        session.get_one(Event, event.id).state = "new"
        session.get_one(Event, event.id).finished = []
    events.deliver_all({"observation.accepted": [tell]})
    assert len(letters()) == 1
    assert letters()[0]["Message-ID"] == f"<event-{event.id}@brindille>"


def test_two_decisions_are_two_letters(letters, decided, moderator, deliver):
    uuid = decided()
    body = {"verdict": "doubt", "reason": "lookalike"}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=body)
    deliver()
    assert len(letters()) == 2


def test_whoever_gave_no_address_gets_no_letter(letters, resident, moderator, deliver):
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    deliver()
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    deliver()
    assert letters() == []


def test_a_second_opinion_is_no_business_of_the_author_s(letters, decided):
    decided("second-opinion")
    assert letters() == []


def test_words_of_a_moderator_cannot_add_a_header_to_a_letter(letters, decided):
    decided(comment="Bonjour\nBcc: tout-le-monde@example.org\n\n{link} {0} %s")
    (letter,) = letters()
    assert letter["Bcc"] is None
    assert "{link} {0} %s" in letter.get_body(("plain",)).get_content()


def test_an_author_is_told_that_their_observation_is_set_apart_again(
    letters, decided, moderator, deliver
):
    uuid = decided("duplicate")
    body = {"verdict": "separate", "comment": "Deux arbres voisins."}
    assert moderator.post(f"/api/v1/observations/{uuid}/decisions", json=body).status_code == 201
    with clock.held_at(clock.now() + timedelta(days=1)):  # a day has one letter
        deliver()
    _, letter = letters()
    assert "de nouveau à part" in letter["Subject"]
    assert "Deux arbres voisins." in letter.get_body(("plain",)).get_content()
