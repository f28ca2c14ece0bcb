"""Names that TAXREF lacks: matched once for all who wrote them, and what becomes of the records."""

import pytest

from config.database import reading
from moderation.names import store as names
from tests.citizen.forms import Hidden
from tests.sendings import new_id, sent

CHERRY = "Prunus serrulata 'Kanzan'"
OAK = 116759  # Quercus robur, in the sample
PAGE = "/moderation/noms"


def match(client, cited, **chosen):
    """Fill in the form of a name as the page shows it, and send it."""
    page = client.get(PAGE).text
    form = next(part for part in page.split("<form")[1:] if f">{cited}<" in part)
    return client.post(PAGE, data={**Hidden(form).fields, **chosen})


def history(client, uuid):
    return client.get(f"/api/v1/observations/{uuid}/history").json


def public(client, uuid):
    return client.get(f"/api/v1/observations/{uuid}").json


@pytest.fixture
def decide(moderator):
    def told(uuid, **details):
        return moderator.post(
            f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept", **details}
        )

    return told


def cited(name, **more):
    return {"taxon": {"cited_name": name, **more}}


def test_a_name_is_matched_once_for_all_who_wrote_it(report, moderator, decide, anyone):
    one, two = (
        report("tree", **cited("Cerisier Kanzan")),
        report("tree", **cited("cerisier KANZAN")),
    )
    other = report("tree", **cited("Vieux tilleul du lavoir"))
    decide(one)
    page = moderator.get(PAGE).text
    assert "Cité par 2 observations." in page
    assert "Vieux tilleul du lavoir" in page

    answer = match(moderator, "Cerisier Kanzan", name=CHERRY, wikidata="Q161116")

    assert answer.status_code == 303
    told = moderator.get(answer.headers["Location"]).text
    assert (
        "C&#39;est noté pour 2 observations." in told or "C’est noté pour 2 observations." in told
    )
    assert "Cerisier Kanzan" not in told
    taxon = public(anyone, one)["taxon"]
    assert (taxon["ornamental"], taxon["wikidata"]) == (CHERRY, "Q161116")
    assert taxon["cited_name"] == "Cerisier Kanzan"
    for uuid in (one, two):
        assert "observation.named" in {event["what"] for event in history(moderator, uuid)}
    assert "observation.named" not in {event["what"] for event in history(moderator, other)}
    assert public(moderator, two)["status"] == "submitted"  # a name is not a verdict


def test_a_name_may_be_one_of_taxref(report, moderator, decide, anyone):
    uuid = report("tree", **cited("Grand chêne"))
    decide(uuid)
    assert match(moderator, "Grand chêne", candidate=str(OAK)).status_code == 303
    assert public(anyone, uuid)["taxon"]["cd_nom"] == OAK
    uuid = report("tree", **cited("Gros chêne"))
    decide(uuid)
    assert match(moderator, "Gros chêne", name="Quercus robur").status_code == 303
    assert public(anyone, uuid)["taxon"]["cd_nom"] == OAK


def test_what_names_no_plant_is_refused_and_all_that_was_typed_stays(report, moderator):
    report("tree", **cited("Arbre du lavoir"))
    for chosen in ({}, {"name": "un arbre"}, {"candidate": "12345678"}, {"candidate": "²"}):
        answer = match(moderator, "Arbre du lavoir", **chosen)
        assert answer.status_code == 422
        assert chosen.get("name", "") in answer.text
    answer = match(moderator, "Arbre du lavoir", name=CHERRY, wikidata="P31")
    assert answer.status_code == 422
    assert "Arbre du lavoir" in moderator.get(PAGE).text


def test_only_what_one_may_decide_on_is_listed_and_matched(report, account, moderator):
    uuid = report("tree", **cited("Cerisier Kanzan"))
    elsewhere = account("moderator", organisation="LPO", protocols=("biodiversity",))
    assert "Cerisier Kanzan" not in elsewhere.get(PAGE).text
    fields = {**Hidden(elsewhere.get(PAGE).text).fields, "written": "cerisier kanzan"}
    elsewhere.post(PAGE, data={**fields, "name": CHERRY})
    assert "observation.named" not in {event["what"] for event in history(moderator, uuid)}


def test_one_s_own_observations_are_left_to_others(moderator, deliver):
    uuid = new_id()
    moderator.put(f"/api/v1/observations/{uuid}", json=sent("tree", **cited("Cerisier Kanzan")))
    deliver()
    assert "Cerisier Kanzan" not in moderator.get(PAGE).text


def test_a_match_is_remembered_for_those_who_will_write_it_again(report, moderator):
    report("tree", **cited("Cerisier Kanzan"))
    match(moderator, "Cerisier Kanzan", name=CHERRY)
    with reading() as session:
        assert names.match_of(session, "CERISIER  kanzan").ornamental_id is not None
    later = report("tree", **cited("Cerisier Kanzan"))
    page = moderator.get(f"/moderation/{later}").text
    assert 'value="Prunus serrulata &#39;Kanzan&#39;" checked' in page


def test_a_decision_may_name_an_ornamental_and_later_a_taxon(report, decide, anyone):
    uuid = report("tree", **cited("Cerisier du Japon"))
    decided = decide(uuid, taxon={"cited_name": CHERRY, "wikidata": "Q161116"})
    assert decided.status_code == 201
    assert public(anyone, uuid)["taxon"]["ornamental"] == CHERRY
    by_item = report("tree", **cited("Cerisier"))
    assert decide(by_item, taxon={"wikidata": "Q161116"}).status_code == 201
    assert public(anyone, by_item)["taxon"]["ornamental"] == CHERRY
    assert decide(uuid, taxon={"cd_nom": OAK}).status_code == 201
    taxon = public(anyone, uuid)["taxon"]
    assert (taxon["cd_nom"], taxon["ornamental"]) == (OAK, "")


def test_a_name_that_taxref_has_is_taken_from_it(report, decide, anyone):
    uuid = report("tree", **cited("Chêne"))
    decide(uuid, taxon={"cited_name": "Quercus robur"})
    taxon = public(anyone, uuid)["taxon"]
    assert (taxon["cd_nom"], taxon["ornamental"]) == (OAK, "")


@pytest.mark.parametrize("taxon", [{"cited_name": "un arbre"}, {"wikidata": "Q999999999"}])
def test_a_decision_that_names_no_plant_is_refused(report, decide, taxon):
    answer = decide(report("tree"), taxon=taxon)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/taxon/cited_name"]


def test_an_ornamental_is_not_the_wild_species_its_author_thought_of(report, decide, anyone):
    uuid = report("tree", taxon={"cd_nom": OAK})
    decide(uuid, taxon={"cited_name": "Liquidambar styraciflua 'Worplesdon'"})
    taxon = public(anyone, uuid)["taxon"]
    assert taxon["cd_nom"] is None  # the sample has neither the species nor the genus
    assert "Liquidambar" not in anyone.get(f"/especes/{OAK}").text
    assert f"/arbres/{uuid}" not in anyone.get(f"/especes/{OAK}").text


def test_what_is_planted_is_never_told_as_wild(report, decide, anyone):
    """An ornamental in a record of wild species says by itself that it was planted."""
    uuid = report("biodiversity", answers={"group": "plant"}, **cited("Cerisier du Japon"))
    decide(uuid, taxon={"cited_name": CHERRY})
    assert public(anyone, uuid)["answers"]["naturality"] == "planted"
    said = {"group": "plant", "naturality": "wild"}
    escaped = report("biodiversity", answers=said, **cited("Cerisier du Japon"))
    decide(escaped, taxon={"cited_name": CHERRY})
    assert public(anyone, escaped)["answers"]["naturality"] == "wild"  # its observer saw it


def test_whoever_matches_a_name_says_how_its_plants_came_to_be_there(
    report, moderator, decide, anyone
):
    uuid = report("biodiversity", answers={"group": "plant"}, **cited("Arbre aux papillons blanc"))
    decide(uuid)
    name = "Buddleja davidii 'White Profusion'"
    match(moderator, "Arbre aux papillons blanc", name=name, naturality="wild")
    assert public(anyone, uuid)["answers"]["naturality"] == "wild"
