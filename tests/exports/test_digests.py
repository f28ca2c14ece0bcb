"""One letter a day at most, in one's language, of what one may know; ended by one click."""

import email
import email.policy
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from citizen.accounts.tables import Account
from config import clock, events
from config.database import transaction
from reference.taxa.tables import Taxon
from tests.sendings import new_id, sent

ROBIN, ABOVE = 4001, 188731  # in the sample nothing stands above: the tests say so


@pytest.fixture
def letters(settings):
    """The letters written so far."""

    def read(to=""):
        files = (settings.home / "mail").glob("*.eml")
        found = [
            email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files
        ]
        return [one for one in found if to in one["To"]]

    return read


@pytest.fixture
def morning(deliver):
    """Let a day begin, so many days from now."""

    def begin(days=1):
        with clock.held_at(clock.now() + timedelta(days=days)):
            with transaction() as session:
                events.record(
                    session, "day.begun", (date(2026, 1, 1) + timedelta(days)).isoformat()
                )
            deliver()

    return begin


@pytest.fixture
def report(resident, deliver):
    def told(**changes):
        uuid = new_id()
        assert resident.put(f"/api/v1/observations/{uuid}", json=sent(**changes)).status_code == 201
        deliver()
        return uuid

    return told


def text(letter):
    return letter.get_body(("plain",)).get_content()


def accept(moderator, uuid, **told):
    told = {"verdict": "accept"} | told
    assert moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told).status_code == 201


def test_a_moderator_reads_once_a_day_how_many_wait_and_since_when(
    account, report, letters, morning
):
    account("moderator", email="m@example.org", organisation="LPO")
    account("moderator", email="trees@example.org", organisation="LPO", protocols=("tree",))
    report()
    report()
    morning()
    (letter,) = letters("m@example.org")
    assert letter["Subject"] == "2 en attente"
    assert "2 en attente." in text(letter)
    morning()
    assert len(letters("m@example.org")) == 1
    morning(9)
    assert "2 en attente, 2 depuis plus de 7 jours." in "".join(
        text(one) for one in letters("m@example.org")
    )
    assert letters("trees@example.org") == []


def test_a_letter_is_text_and_html_and_ends_by_one_click_without_a_cookie(
    account, anyone, report, letters, morning
):
    account("moderator", email="m@example.org", organisation="LPO")
    with transaction() as session:
        session.execute(
            update(Account).where(Account.email == "m@example.org").values(language="en")
        )
    report()
    morning()
    (letter,) = letters("m@example.org")
    assert letter["Subject"] == "1 waiting"
    assert letter.get_content_type() == "multipart/alternative"
    html = letter.get_body(("html",)).get_content()
    assert "<img" not in html
    assert 'href="http://127.0.0.1:8000/moderation"' in html
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    at = letter["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert at in text(letter)
    assert anyone.get(at).status_code == 200
    morning(2)
    assert len(letters("m@example.org")) == 2  # looking ends nothing
    done = anyone.post(at, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "C’est fait" in done.text
    morning(3)
    assert len(letters("m@example.org")) == 2
    assert anyone.post(at[:-1] + ("A" if at[-1] != "A" else "B")).status_code == 404


def test_an_author_gets_one_letter_a_day_but_for_questions_and_the_first_publication(
    account, moderator, deliver, letters, morning
):
    author = account("resident", email="jeanne@example.org")
    uuids = [new_id() for _ in range(5)]
    for uuid in uuids:
        author.put(f"/api/v1/observations/{uuid}", json=sent())
    deliver()
    for uuid in uuids[:4]:  # the first is worth a letter, so is the day's; two wait
        accept(moderator, uuid)
        deliver()
    assert len(letters("jeanne")) == 2
    ask = {"verdict": "ask", "reason": "place-uncertain"}
    moderator.post(f"/api/v1/observations/{uuids[4]}/decisions", json=ask)
    deliver()
    assert len(letters("jeanne")) == 3
    morning()
    assert len(letters("jeanne")) == 4
    digest = next(one for one in letters("jeanne") if "autour de vous" in one["Subject"])
    assert all(f"/mes-observations/{uuid}" in text(digest) for uuid in uuids[2:4])
    morning(2)
    assert len(letters("jeanne")) == 4


def test_what_one_follows_is_told_by_what_is_public_of_it_alone(
    account, moderator, report, letters, morning
):
    reader = account("resident", email="l@example.org")
    with transaction() as session:
        session.get_one(Taxon, ROBIN).parent = ABOVE
    told = {"cd_nom": ABOVE, "territory": "76259"}
    made = reader.post("/api/v1/me/subscriptions", json=told)
    assert made.status_code == 201, made.json
    assert reader.post("/api/v1/me/subscriptions", json=told).json == made.json
    wrong = reader.post("/api/v1/me/subscriptions", json={"cd_nom": -5, "territory": "zz",
                                                          "status": "waiting"})  # fmt: skip
    assert [one["pointer"] for one in wrong.json["errors"]] == ["/cd_nom", "/territory", "/status"]
    robin = {"taxon": {"cd_nom": ROBIN, "cited_name": "Rouge-gorge"}}
    shown, hidden, commune, waits = (report(**robin) for _ in range(4))
    nameless = report()
    accept(moderator, shown)
    accept(moderator, nameless)
    accept(moderator, hidden, sensitivity=4)
    accept(moderator, commune, sensitivity=3)  # its square is shown, its commune is not
    morning()
    (letter,) = letters("l@example.org")
    assert shown in text(letter)
    for uuid in (hidden, commune, waits, nameless):
        assert uuid not in letter.as_string()
    assert "Acer, Fécamp, observations publiées : 1" in text(letter)
    reader.delete(f"/api/v1/me/subscriptions/{made.json['uuid']}")
    assert reader.get("/api/v1/me/subscriptions").json["items"] == []


def test_reports_that_wait_are_told_in_the_morning_and_on_the_queue(
    account, report, anyone, letters, morning, moderator
):
    account("moderator", email="m@example.org", organisation="LPO")
    account("moderator", email="trees@example.org", organisation="LPO", protocols=("tree",))
    assert "signalement attend" not in moderator.get("/moderation").text
    uuid = report()
    accept(moderator, uuid)
    told = {"reason": "private", "words": "Mon jardin."}
    assert anyone.post(f"/api/v1/observations/{uuid}/reports", json=told).status_code == 202
    page = moderator.get("/moderation").text.replace("\xa0", " ")
    assert "1 signalement attend" in page and 'href="/moderation/signalements"' in page
    morning()
    assert "/moderation/signalements" in text(letters("m@example.org")[-1])
    assert letters("trees@example.org") == []
