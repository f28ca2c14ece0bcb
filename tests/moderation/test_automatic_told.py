"""What is accepted without anybody is said where it counts: letter, replay, files, method."""

import json
from datetime import timedelta
from html import unescape

import pytest
from click.testing import CliRunner

import commands
from config import clock, towns
from tests.citizen.letters import letters
from tests.conftest import engine
from tests.moderation.automatic import AGAIN, BIRD, BLACKBIRD, RULE, held, judge
from tests.moderation.town_rules import declare
from tests.sendings import new_id, sent

PUBLIC = RULE.replace('["biodiversity", "heat", "tree"]', '["biodiversity"]\nbranches = [4001]')


@pytest.fixture
def author(account, moderator, deliver, drawn):
    """A resident who gave an address, of whom a person accepted a robin here in May."""
    known = account("resident", email="jeanne@example.org")
    judge(moderator, arrived(known, deliver, **BIRD))
    deliver()
    declare(RULE)
    return known


def arrived(client, deliver, **told):
    uuid = new_id()
    answer = client.put(f"/api/v1/observations/{uuid}", json=sent(**told))
    assert answer.status_code == 201, answer.json
    deliver()
    return uuid


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("fr", "acceptée comme probable", "personne ne l'a encore relue"),
        ("en", "accepted as probable", "nobody has read it yet"),
    ],
)
def test_its_letter_says_that_nobody_read_it_and_where_to_see_what_the_rule_looked_at(
    author, deliver, settings, language, subject, words
):
    seen = {"If-Match": author.get("/api/v1/me").headers["ETag"]}
    changed = author.patch("/api/v1/me", json={"language": language}, headers=seen)
    assert changed.status_code == 200
    before = len(letters(settings))
    with clock.held_at(clock.now() + timedelta(days=2)):
        uuid = arrived(author, deliver, **AGAIN)
        deliver()
    assert held(uuid) == ("accepted", 2, True)
    (letter,) = letters(settings)[before:]
    text = letter.get_body(("plain",)).get_content()
    assert subject in letter["Subject"]
    assert words in " ".join(text.split())
    assert f"/mes-observations/{uuid}" in text
    assert letter["To"] == "jeanne@example.org"


def replayed(settings, file):
    engine().dispose()
    names = ("BRINDILLE_HOME", "DATABASE_URL", "SECRET_KEY")
    told = {name: getattr(settings, name) for name in names}
    return CliRunner().invoke(commands.brindille, ["consensus", "replay", str(file)], env=told)


def test_the_replay_says_what_it_would_have_accepted_and_what_people_had_held_otherwise(
    author, moderator, deliver, settings, tmp_path
):
    declare("second_reading = 0")
    uuids = [
        arrived(author, deliver, **BIRD, observed_at=f"2026-05-{day}T08:00:00+02:00")
        for day in (16, 17, 18)
    ]
    for uuid, verdict in zip(uuids, ("accept", "reject", "accept"), strict=True):
        judge(moderator, uuid, verdict, reason="lookalike" if verdict == "reject" else "")
    file = tmp_path / "rules.toml"
    file.write_text(RULE, encoding="utf-8")
    done = replayed(settings, file)
    assert done.exit_code == 0, done.output
    said = done.stderr.splitlines()[-1]
    assert said == (
        "automatic: 3 of 4 records settled by people would be accepted; people held otherwise of 1"
    )
    file.write_text(RULE.replace("40", "999"), encoding="utf-8")
    assert "automatic: 0 of 4" in replayed(settings, file).stderr
    file.write_text("second_reading = 0", encoding="utf-8")
    assert "automatic" not in replayed(settings, file).stderr


@pytest.fixture
def release(publisher, anyone, deliver):
    def files():
        assert publisher.post("/api/v1/datasets/biodiversity/releases").status_code == 202
        deliver()
        return {
            name: anyone.get(f"/data/biodiversity/latest/{name}", follow_redirects=True) for name in
            ("manifest.json", "notice.html")
        }  # fmt: skip

    return files


def test_a_release_tells_what_the_sample_measured_and_nothing_where_nothing_was(
    author, moderator, deliver, drawn, release, app
):
    first = release()
    assert "automatic" not in json.loads(first["manifest.json"].data)
    assert "automatique" not in first["notice.html"].text
    drawn[0] = bytes(32)
    uuids = [
        arrived(author, deliver, **BIRD, observed_at=f"2026-05-{day}T08:00:00+02:00")
        for day in (16, 17, 18, 19)
    ]
    for uuid in uuids[:3]:
        judge(moderator, uuid)
    judge(moderator, uuids[3], taxon={"cd_nom": BLACKBIRD})
    deliver()
    with towns.serving(app.config["TOWN"]):
        told = release()
    measured = json.loads(told["manifest.json"].data)["automatic"]
    assert (measured["method"], measured["share_sampled"]) == ("blind-sample", 0.05)
    assert (measured["read"], measured["disagreed"], measured["share"]) == (4, 1, 0.25)
    assert 0 < measured["low"] < 0.25 < measured["high"] < 1
    assert "4 observations d'un échantillon de 5 %" in plain(told["notice.html"])


def method(anyone, language="fr"):
    return plain(anyone.get(f"/methode?lang={language}"))


def plain(page):
    """Its words, without the typography of the page."""
    return " ".join(unescape(page.text).replace("’", "'").split())


def test_the_method_says_that_nothing_is_accepted_without_people(author, anyone):
    declare("second_reading = 0")
    assert "Aucune règle automatique n'est en vigueur" in method(anyone)
    assert "No automatic rule is in force" in method(anyone, "en")
    assert "points" not in method(anyone)
    assert "#automatique" not in method(anyone)


def test_the_method_says_from_which_score_of_what_it_is_made_and_what_its_sample_measured(
    author, moderator, deliver, drawn, anyone
):
    declare(PUBLIC)
    french, english = method(anyone), method(anyone, "en")
    assert "à partir de 40 points sur 50" in french
    assert "from 40 points of 50" in english
    assert "Une exception, déclarée par la ville" in french, "people do not look at everything"
    for page, parts in (
        (french, ("une photo : 10", "un nom d'espèce, ou plus fin : 20", "ce mois-là : 20")),
        (english, ("a photo: 10", "name of a species, or finer: 20", "this month: 20")),
    ):
        assert [part for part in parts if part not in page] == []
    assert "l'auteur est sûr" not in french, "it weighs nothing here"
    assert "Erithacus rubecula" in french
    assert "Rien de son échantillon n'a encore été jugé" in french
    assert "Nothing of its sample was judged yet" in english
    drawn[0] = bytes(32)
    for day in (16, 17):
        uuid = arrived(author, deliver, **BIRD, observed_at=f"2026-05-{day}T08:00:00+02:00")
        judge(moderator, uuid, taxon={"cd_nom": (4001, BLACKBIRD)[day % 2]})
    deliver()
    assert "2 relues, 50 % de désaccord" in method(anyone)
    assert "2 read, 50 % of disagreement" in method(anyone, "en")
    declare("second_reading = 0")
    assert "Aucune règle automatique" in method(anyone)
    assert "2 relues" in method(anyone), "what was accepted so is still published"
