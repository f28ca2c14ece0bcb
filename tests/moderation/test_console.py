"""The moderators' pages: what waits, why, and a decision on the version that was seen."""

from datetime import timedelta

import pytest

from config import clock
from tests.citizen.forms import Hidden
from tests.moderation.desks import waiting
from tests.sendings import new_id, sent

OAK = 116759  # Quercus robur


def decide(client, uuid, option="certain", query="", **typed):
    """Fill in the form of an observation as its page shows it, and send it."""
    page = client.get(f"/moderation/{uuid}").text
    fields = {**Hidden(page).fields, "option": option, **typed}
    return client.post(f"/moderation/{uuid}{query}", data=fields)


def status(client, uuid):
    return client.get(f"/api/v1/observations/{uuid}").json["status"]


# ---- the queue


def test_the_queue_says_why_each_observation_is_there_and_how_long_it_has_waited(moderator, report):
    with clock.held_at(clock.now() - timedelta(days=9)):
        report("tree", taxon={"cited_name": "Vieux tilleul"})
    page = moderator.get("/moderation").text
    assert "Vieux tilleul" in page
    assert "seule association compétente" in page
    assert "reçue il y a 9 jours" in page
    assert 'class="age late"' in page


def test_the_oldest_comes_first(moderator, report):
    names = ["Premier", "Deuxième", "Troisième"]
    for name in names:
        report(taxon={"cited_name": name})
    page = moderator.get("/moderation").text
    assert sorted(names, key=page.index) == names


def test_the_address_filters_by_protocol(moderator, report):
    bird, tree = report(), report("tree")
    page = moderator.get("/moderation?protocol=tree").text
    assert tree in page
    assert bird not in page
    assert moderator.get("/moderation?protocol=unicorn").status_code == 200


def test_what_a_moderator_sent_is_never_on_their_desk(moderator, deliver):
    uuid = new_id()
    moderator.put(f"/api/v1/observations/{uuid}", json=sent())
    deliver()
    assert uuid not in moderator.get("/moderation").text
    assert moderator.get(f"/moderation/{uuid}").status_code == 403


@pytest.mark.parametrize("role", ["resident", "publisher"])
def test_only_moderators_enter(account, report, role):
    client = account(role)
    assert client.get("/moderation").status_code == 403
    assert client.get(f"/moderation/{report()}").status_code == 403


def test_a_moderator_of_birds_sees_no_tree(account, report):
    account("moderator", organisation="Arbres", protocols=("tree",))
    birds = account("moderator", organisation="Oiseaux", protocols=("biodiversity",))
    tree = report("tree")
    assert tree not in birds.get("/moderation").text
    assert birds.get(f"/moderation/{tree}").status_code == 404


# ---- deciding


@pytest.mark.parametrize(
    ("option", "reached"),
    [("certain", "accepted"), ("probable", "accepted"), ("doubt", "doubtful"),
     ("reject", "rejected"), ("ask", "questioned"), ("unassessable", "unassessable"),
     ("second-opinion", "submitted")],
)  # fmt: skip
def test_every_option_leads_where_it_says(moderator, report, option, reached):
    uuid = report()
    answer = decide(moderator, uuid, option, comment="Parce que.")
    assert answer.status_code == 303
    assert status(moderator, uuid) == reached


def test_the_next_one_comes_at_once_with_a_line_on_what_was_done(moderator, report):
    first, second = report(taxon={"cited_name": "Merle"}), report()
    answer = decide(moderator, first)
    assert f"/moderation/{second}" in answer.location
    page = moderator.get(answer.location).text
    assert "Merle" in page
    assert "acceptée, certaine" in page


def test_the_filter_goes_along(moderator, report):
    first, _, third = report("tree"), report("heat"), report("tree")
    answer = decide(moderator, first, query="?protocol=tree")
    assert f"/moderation/{third}?protocol=tree" in answer.location


def test_when_nothing_waits_any_more_the_queue_thanks(moderator, report):
    answer = decide(moderator, report())
    assert answer.location.startswith("/moderation?")
    assert "Merci" in moderator.get(answer.location).text


def test_a_refusal_is_explained_to_the_author(moderator, report):
    uuid = report()
    answer = decide(moderator, uuid, "reject")
    assert answer.status_code == 422
    assert "Dites pourquoi" in answer.text
    assert decide(moderator, uuid, "reject", **{"reason/reject": "not-wild"}).status_code == 303


def test_a_page_that_grew_old_keeps_what_was_typed_and_shows_what_changed(
    moderator, account, report
):
    uuid = report()
    page = moderator.get(f"/moderation/{uuid}").text
    decide(
        account("moderator", organisation="Autres"), uuid, "doubt", comment="Je doute.", anyway="1"
    )

    fields = {**Hidden(page).fields, "option": "certain", "comment": "Mon texte précieux"}
    answer = moderator.post(f"/moderation/{uuid}", data=fields)

    assert answer.status_code == 412
    assert "Mon texte précieux" in answer.text
    assert "Je doute." in answer.text
    assert status(moderator, uuid) == "doubtful"
    again = {**fields, "seen": Hidden(answer.text).fields["seen"]}
    assert moderator.post(f"/moderation/{uuid}", data=again).status_code == 303


# ---- naming


@pytest.mark.parametrize("typed", [
    {"candidate": str(OAK)}, {"name": "Quercus robur"}, {"name": "Chêne pédonculé"},
    {"name": "du chêne", "cd_nom": str(OAK)},
])  # fmt: skip
def test_a_species_is_ticked_chosen_or_written(moderator, report, typed):
    uuid = report("tree", taxon={"cited_name": "Un chêne"})
    assert decide(moderator, uuid, **typed).status_code == 303
    assert "Quercus robur" in moderator.get(f"/moderation/{uuid}").text


def test_a_name_out_of_taxref_is_not_guessed(moderator, report):
    uuid = report("tree")
    answer = decide(moderator, uuid, name="Arbre à palabres", comment="Ici")
    assert answer.status_code == 422
    assert "ni dans TAXREF" in answer.text
    assert 'value="Arbre à palabres"' in answer.text
    assert status(moderator, uuid) == "submitted"


def test_the_place_may_be_hidden(moderator, report, anyone):
    uuid = report()
    decide(moderator, uuid, sensitivity="2")
    told = moderator.get(f"/api/v1/observations/{uuid}").json
    assert told["public_precision"] == "cell"


def test_nobody_decides_without_being_known(app, moderator, report):
    uuid = report()
    answer = app.test_client().post(f"/moderation/{uuid}", data={"option": "certain"})
    assert answer.status_code == 401
    assert waiting(moderator) == [uuid]


def test_words_from_outside_are_shown_as_words(moderator, report):
    attack = "<script>alert(1)</script>"
    uuid = report(taxon={"cited_name": attack}, comment=attack)
    for path in ("/moderation", f"/moderation/{uuid}"):
        assert attack not in moderator.get(path).text
