"""The pages of a resident who comes back: is it that one, and a visit told, without JavaScript."""

import pytest

from tests.citizen.forms import HERE, Hidden
from tests.sendings import new_id, sent

TREE = {"category": "single", "girth_cm": 300, "story": "Planté par l'école."}


@pytest.fixture
def tree(resident):
    """A tree the resident sent."""
    uuid = new_id()
    told = sent("tree", answers=TREE, taxon={"cited_name": "Vieux tilleul"})
    assert resident.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    return uuid


def again(resident):
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent("tree", answers=TREE))
    return uuid, resident.get(f"/observer/envoi/{uuid}").text


def post(client, uuid, **fields):
    return client.post(f"/observer/envoi/{uuid}/deja-connu", data=fields)


def test_the_page_after_sending_shows_what_is_near_and_keeps_what_was_sent(resident, tree):
    uuid, page = again(resident)
    assert "Est-ce l’un de ceux-ci" in page
    assert "Vieux tilleul" in page
    assert "C’est celui-ci" in page
    assert resident.get(f"/api/v1/observations/{uuid}").json["status"] == "submitted"


def test_it_is_that_one_makes_it_a_visit_and_loses_nothing(resident, tree):
    uuid, _ = again(resident)
    assert post(resident, uuid, of=tree).status_code == 303
    told = resident.get(f"/api/v1/observations/{uuid}").json
    assert (told["of"], told["part_of"], told["version"]) == (tree, tree, 2)
    assert told["answers"]["story"] == TREE["story"]
    assert post(resident, uuid, of=tree).status_code == 303  # sent twice
    assert resident.get(f"/api/v1/observations/{uuid}").json["version"] == 2
    assert "une visite" in resident.get(f"/mes-observations/{uuid}").text


def test_it_is_another_is_noted_for_the_moderators_and_asked_no_more(
    resident, moderator, tree, deliver
):
    uuid, _ = again(resident)
    assert post(resident, uuid, of="").status_code == 303
    assert "Est-ce l’un de ceux-ci" not in resident.get(f"/observer/envoi/{uuid}").text
    deliver()
    assert "c’en est une autre" in moderator.get(f"/moderation/{uuid}").text


def test_nobody_makes_a_visit_of_what_is_not_theirs(resident, new_resident, tree):
    other = new_resident()
    uuid, page = again(other)
    assert tree not in page
    assert post(other, uuid, of=tree).status_code == 422
    assert post(other, tree, of=uuid).status_code == 404
    assert other.get(f"/observer/tree?of={tree}").status_code == 404
    assert other.get("/observer/tree?of=nonsense").status_code == 404


def test_a_visit_is_told_in_a_form_that_asks_only_what_changes(resident, tree):
    follow = resident.get(f"/mes-observations/{tree}").text
    assert f"/observer/tree?of={tree}" in follow
    page = resident.get(f"/observer/tree?of={tree}").text
    assert "Vous le revoyez" in page
    assert 'name="answers/girth_cm"' in page
    assert 'name="answers/category"' not in page
    hidden = Hidden(page).fields
    assert hidden["of"] == tree
    typed = {**hidden, **HERE, "date": "2026-06-01", "answers/girth_cm": "305"}
    answer = resident.post("/observer/tree", data=typed)
    assert answer.status_code == 303, answer.text
    uuid = answer.location.split("/envoi/")[1].split("?")[0]
    told = resident.get(f"/api/v1/observations/{uuid}").json
    assert (told["of"], told["answers"]) == (tree, {"girth_cm": 305})
    assert "Est-ce l’un de ceux-ci" not in resident.get(f"/observer/envoi/{uuid}").text


def test_a_faulty_visit_is_told_beside_its_field_and_stays_a_visit(resident, tree):
    hidden = Hidden(resident.get(f"/observer/tree?of={tree}").text).fields
    typed = {**hidden, **HERE, "answers/girth_cm": "1"}
    answer = resident.post("/observer/tree", data=typed)
    assert answer.status_code == 422
    assert Hidden(answer.text).fields["of"] == tree
    assert "Vous le revoyez" in answer.text
