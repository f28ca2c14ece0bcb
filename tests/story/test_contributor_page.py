"""A person's public page, by choice: taxa and months of what they sign, and nothing hidden."""

import pytest

NAME, PAGE = "Jeanne des Bois", "/contributeurs/jeanne-des-bois"
ROBIN = {"taxon": {"cd_nom": 4001}, "answers": {"group": "bird"}}


def change(client, **changes):
    seen = client.get("/api/v1/me").headers["ETag"]
    return client.patch("/api/v1/me", json=changes, headers={"If-Match": seen})


@pytest.fixture
def opened(resident):
    answer = change(resident, name=NAME, name_published=True, contributor_page=True)
    assert (answer.status_code, answer.json["pseudo"]) == (200, "jeanne-des-bois")


def test_a_page_tells_taxa_months_and_releases_and_never_a_place(
    opened, anyone, report, decide, publish
):
    seen = report(**ROBIN, name_published=True)
    decide(seen)
    assert "prochaine publication" in anyone.get(PAGE).text
    publish("biodiversity")
    answer = anyone.get(PAGE)
    assert answer.status_code == 200
    for told in (NAME, "/especes/4001", "/data/biodiversity/1/notice.html"):
        assert told in answer.text
    assert seen not in answer.text
    assert "/lieux/" not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Since" in anyone.get(f"{PAGE}?lang=en").text


def test_nothing_hidden_is_named_nor_counted(opened, anyone, report, decide):
    empty = anyone.get(PAGE).text
    decide(report(**ROBIN, name_published=True), sensitivity=2)
    decide(report(**ROBIN, name_published=True), sensitivity=4)
    decide(report(**ROBIN, name_published=False))
    decide(report(**ROBIN, name_published=True, at_home=True))
    report(**ROBIN, name_published=True)
    assert anyone.get(PAGE).text == empty


def test_an_unknown_page_and_one_never_opened_answer_the_same(resident, anyone, opened):
    change(resident, contributor_page=False)
    closed, unknown = anyone.get(PAGE), anyone.get("/contributeurs/personne")
    assert closed.status_code == unknown.status_code == 404
    assert closed.data == unknown.data


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"name_published": False}, {"contributor_page": False}]
)
def test_a_page_closes_at_once(resident, anyone, opened, changes):
    assert anyone.get(PAGE).status_code == 200
    assert change(resident, **changes).json["pseudo"] == ""
    assert anyone.get(PAGE).status_code == 404


def test_a_page_follows_the_name_and_leaves_with_the_account(resident, anyone, opened):
    change(resident, name="Zoé")
    assert anyone.get(PAGE).status_code == 404
    assert "Zoé" in anyone.get("/contributeurs/zoe").text
    assert resident.delete("/api/v1/me?observations=keep").status_code in {200, 202, 204}
    assert anyone.get("/contributeurs/zoe").status_code == 404


def test_two_people_never_share_an_address(resident, moderator, opened):
    refused = change(moderator, name="jeanne DES bois", name_published=True, contributor_page=True)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/pseudo-unavailable")
    assert moderator.get("/api/v1/me").json["pseudo"] == ""
    none = change(moderator, name="花子", name_published=True, contributor_page=True)
    assert none.status_code == 409


def test_nobody_opens_a_page_without_signing(resident, anyone):
    assert change(resident, name=NAME, contributor_page=True).json["pseudo"] == ""
    assert anyone.get(PAGE).status_code == 404
