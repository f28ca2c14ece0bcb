"""The town reads what protects places here, adds rules of its own, and ends them."""

import re

import pytest
from sqlalchemy import select

from config.database import reading
from config.events import Event
from moderation.sensitivity.local.tables import LocalSensitivity
from reference.sensitivity import commands
from tests.citizen.forms import read_aloud

PAGE = "/ville/sensibilite"
RULE = {
    "name": "Erithacus rubecula", "area": "76259", "level": "2",
    "first_month": "10", "last_month": "3", "reason": "Dortoir du parc",
}  # fmt: skip


def kept():
    with reading() as session:
        return session.scalars(select(LocalSensitivity).order_by(LocalSensitivity.id)).all()


@pytest.fixture
def add(publisher):
    return lambda **changes: publisher.post(PAGE, data=RULE | changes)


def test_without_a_national_list_the_page_says_how_to_load_one(publisher):
    page = publisher.get(PAGE).text
    assert "Aucun référentiel national" in page
    assert "brindille import sensitivity" in read_aloud(page)
    assert "La ville n’a ajouté aucune règle" in page


def test_the_edition_in_force_and_what_the_names_lack_are_told(publisher, tmp_path):
    file = tmp_path / "RefSensibilite_18.csv"
    file.write_text(
        "CD_DEP;CD_NOM;CD_SENSIBILITE\n76;4001;2\n76;1999999999;3\n27;1999999999;3\n", "utf-8"
    )
    commands.bring(file, "RefSensibilite_18")
    page = publisher.get(PAGE).text
    assert "Édition RefSensibilite_18, 3 règles" in page
    assert "Un taxon de ce référentiel manque au TAXREF chargé" in page


def test_a_rule_is_added_and_told_to_the_jobs(publisher, add):
    answer = add()
    assert answer.status_code == 303
    (row,) = kept()
    assert (row.cd_nom, row.area, row.level) == (4001, "76259", 2)
    assert (row.season_first, row.season_last) == (1001, 331)
    assert (row.reason, row.ended_at) == ("Dortoir du parc", None)
    with reading() as session:
        (news,) = session.scalars(select(Event).where(Event.name == "sensitivity.changed"))
    assert news.subject == str(row.uuid)
    page = publisher.get(answer.location).text
    assert "La règle est en service" in page
    assert "Erithacus rubecula" in page
    assert "octobre à mars" in page


@pytest.mark.parametrize("name", ["Rougegorge familier", "erithacus rubecula"])
def test_a_name_is_found_as_people_write_it(add, name):
    assert add(name=name).status_code == 303
    assert kept()[0].cd_nom == 4001


def test_a_name_of_several_taxa_is_asked_again_without_javascript(publisher, add):
    answer = add(name="Quercus")
    if answer.status_code == 303:  # the genus itself bears this name
        assert kept()[0].name == "Quercus"
        return
    assert answer.status_code == 422
    offered = re.findall(r'name="candidate" value="(\d+)"', answer.text)
    assert len(offered) > 1
    assert add(name="Quercus", candidate=offered[0]).status_code == 303


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "Zzyzx"}, "Choisissez un nom connu"),
        ({"name": ""}, "Choisissez un nom connu"),
        ({"area": "other", "area_code": "99999"}, "Choisissez une commune connue"),
        ({"area": "other", "area_code": ""}, "Choisissez une commune connue"),
        ({"area": "other", "area_code": "99"}, "Choisissez une commune connue"),
        ({"area": "other", "area_code": "7625"}, "Choisissez une commune connue"),
        ({"area": "other", "area_code": "7625'"}, "Choisissez une commune connue"),
        ({"level": ""}, "Dites ce qui peut se montrer"),
        ({"level": "0"}, "Dites ce qui peut se montrer"),
        ({"level": "5"}, "Dites ce qui peut se montrer"),
        ({"first_month": "10", "last_month": ""}, "Donnez les deux mois"),
        ({"first_month": "13", "last_month": "1"}, "Donnez les deux mois"),
        ({"reason": "   "}, "Dites pourquoi, en 500"),
        ({"reason": "x" * 501}, "Dites pourquoi, en 500"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(add, changes, said):
    answer = add(**changes)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2, "in the list above, and beside the field"
    assert 'aria-invalid="true"' in answer.text
    assert kept() == []
    if "name" not in changes:
        assert 'value="Erithacus rubecula"' in answer.text


def test_all_that_is_wrong_is_told_at_once(publisher):
    answer = publisher.post(PAGE, data={"first_month": "1"})
    for said in ("un nom connu", "une commune connue", "ce qui peut", "deux mois", "en 500"):
        assert said in answer.text


def test_the_whole_department_or_another_place_may_be_protected(add):
    assert add(area="76").status_code == 303
    assert add(area="other", area_code="2a").status_code == 303
    assert [row.area for row in kept()] == ["76", "2A"]


def test_a_rule_is_ended_with_a_reason_and_kept(publisher, add):
    add()
    (row,) = kept()
    address = f"{PAGE}/{row.uuid}/fin"
    refused = publisher.post(address, data={"why": " "})
    assert refused.status_code == 422
    assert "Dites pourquoi cette règle prend fin" in refused.text
    assert kept()[0].ended_at is None

    answer = publisher.post(address, data={"why": "Le dortoir est parti"})
    assert answer.status_code == 303
    (row,) = kept()
    assert row.ended_at is not None
    assert row.ended_why == "Le dortoir est parti"
    page = publisher.get(PAGE).text
    assert "Une règle qui a pris fin" in page
    assert "Le dortoir est parti" in page

    ended = row.ended_at
    publisher.post(address, data={"why": "Encore"})
    assert (kept()[0].ended_at, kept()[0].ended_why) == (ended, "Le dortoir est parti")


def test_an_unknown_rule_is_not_ended(publisher):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert publisher.post(f"{PAGE}/{unknown}/fin", data={"why": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["resident", "moderator"])
def test_only_publishers_enter(account, role):
    client = account(role)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=RULE).status_code == 403


def test_it_speaks_english_too(publisher, add):
    add()
    page = publisher.get(f"{PAGE}?lang=en").text
    assert "Places to protect" in page
    assert "October to March" in page
    assert "No more precise than a square of 10" in page
