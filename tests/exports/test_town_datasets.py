"""A publisher makes a dataset, by a page or by a program, and one for each commune."""

import pytest
from sqlalchemy import select

from config.database import reading, transaction
from exports.datasets.declared import store as declared
from reference.territories.tables import Territory
from tests.citizen.forms import Hidden

JDD = "3b0c7a9e-52d1-4f6b-9a44-0d1c5e7f8a21"
CA = "5c1d8baf-63e2-4a7c-8b55-1e2d6f809b32"
PAGE = "/ville/jeux"
TYPED = {
    "title_fr": "Arbres du port", "title_en": "Trees of the harbour", "territory": "76259",
    "description_fr": "Ceux des\r\nquais", "levels": ["1"], "licence": "ODbL-1.0",
    "producer": "Le port", "contact": "donnees@port.example", "rhythm": "weekly", "automatic": "1",
    "formats": ["sinp", "darwin_core"], "framework": CA, "sheet": JDD.upper(),
}  # fmt: skip


def written(code):
    with reading() as session:
        return next(one for one in declared.written(session) if one.code == code)


def fill(client, at=f"{PAGE}/nouveau?of=protocol:tree", to=PAGE, **typed):
    hidden = Hidden(client.get(at).text).fields
    return client.post(to, data=hidden | TYPED | typed)


def test_a_clerk_makes_a_dataset_and_it_is_published(publisher, anyone, deliver):
    assert f'href="{PAGE}"' in publisher.get("/ville").text
    assert f"{PAGE}/nouveau?of=protocol:tree" in publisher.get(f"{PAGE}/nouveau").text
    made = fill(publisher)
    assert made.status_code == 303, made.text
    assert made.location.startswith(f"{PAGE}/arbres-du-port")
    assert "Le jeu est créé" in publisher.get(made.location).text
    one = written("arbres-du-port")
    assert (one.protocol, one.territory, one.levels, one.licence) == (
        "tree",
        "76259",
        (1,),
        "ODbL-1.0",
    )
    assert one.title == {"fr": "Arbres du port", "en": "Trees of the harbour"}
    assert one.description == {"fr": "Ceux des quais"}
    assert (one.sheet, one.framework) == ({"identifiantJdd": JDD}, {"identifiantCadre": CA})
    assert {"sinp", "darwin_core", "csv_table", "geojson"} == {*one.formats}
    assert publisher.post("/api/v1/datasets/arbres-du-port/releases").status_code == 202
    deliver()
    latest = anyone.get("/api/v1/datasets/arbres-du-port").json["latest"]
    names = {file["name"] for file in latest["files"]}
    assert {"sinp.csv", "dwca.zip", "arbres-du-port.csv"} <= names
    assert not {"arbres-du-port.gpkg", "tree.osm"} & names
    told = anyone.get("/catalogue.ttl").text
    assert f"urn:uuid:{JDD}" in told and "Arbres du port" in told
    assert "frequency/WEEKLY" in told
    assert "<mailto:donnees@port.example>" in told, "its producer is reached"
    for file in ("manifest.json", "datapackage.json", "notice.html", "jeu-de-donnees.json"):
        assert (
            "donnees@port.example"
            in anyone.get(f"/data/arbres-du-port/latest/{file}", follow_redirects=True).text
        )


def test_what_was_written_is_shown_again_and_two_clerks_do_not_undo_each_other(publisher, account):
    fill(publisher)
    page = f"{PAGE}/arbres-du-port"
    text = publisher.get(page).text
    for told in ('value="Arbres du port"', f'value="{JDD}"', '<option value="76259" selected>'):
        assert told in text, told
    hidden = Hidden(text).fields
    changed = fill(account("publisher"), page, page, title_fr="Un", formats=[])
    assert changed.status_code == 303, changed.text
    assert {*written("arbres-du-port").formats} == {"csv_table", "geojson"}
    late = publisher.post(page, data=hidden | TYPED | {"title_fr": "Deux"})
    assert late.status_code == 412
    assert 'value="Deux"' in late.text
    assert written("arbres-du-port").title["fr"] == "Un"


WRONG = {
    "no title": ({"title_fr": ""}, "title_fr"),
    "a long title": ({"title_fr": "x" * 501}, "title_fr"),
    "english alone": ({"description_fr": "", "description_en": "x"}, "description_fr"),
    "a code that is taken": ({"code": "heat"}, "code"),
    "a code of an address": ({"code": "jeux"}, "code"),
    "no code": ({"code": "Port !"}, "code"),
    "no level": ({"levels": []}, "levels"),
    "a level that is none": ({"levels": ["9"]}, "levels"),
    "a licence that is none": ({"licence": "MIT"}, "licence"),
    "nowhere": ({"territory": "99999"}, "territory"),
    "a rhythm that is none": ({"rhythm": "hourly"}, "rhythm"),
    "a format that is none": ({"formats": ["cells"]}, "formats"),
    "no UUID": ({"sheet": "7"}, "sheet"),
    "no UUID of a framework": ({"framework": "7"}, "framework"),
    "a script as contact": ({"contact": "javascript:alert(1)"}, "contact"),
    "invisible words": ({"producer": "a\u202eb"}, "producer"),
}


def test_each_fault_is_told_beside_its_field_and_all_that_was_written_stays(publisher):
    for name, (typed, field) in WRONG.items():
        answer = fill(publisher, **typed)
        assert answer.status_code == 422, name
        assert f'id="{field}-error"' in answer.text, name
        assert 'value="Le port"' in answer.text or field == "producer", name
    assert fill(publisher).status_code == 303
    again = fill(publisher, title_fr="Les mêmes")
    assert 'id="sheet-error"' in again.text, "an identifier is of one dataset"
    with reading() as session:
        assert [one.code for one in declared.written(session)] == ["arbres-du-port"]


def test_felt_heat_is_changed_but_never_made_apart(publisher):
    assert "protocol:heat" not in publisher.get(f"{PAGE}/nouveau").text
    assert publisher.post(PAGE, data={"of": "protocol:heat"}).status_code == 400
    page = publisher.get(f"{PAGE}/heat").text
    assert 'id="territory"' not in page
    assert 'value="daily"' not in page
    told = Hidden(page).fields | {"levels": ["1", "2"], "licence": "etalab-2.0", "rhythm": "annual"}
    assert publisher.post(f"{PAGE}/heat", data=told).status_code == 303
    assert written("heat").rhythm == "annual"


@pytest.fixture
def communes(app):
    """The communes of the town's EPCI, known by their names."""
    with transaction() as session:
        town = session.scalar(select(Territory).where(Territory.code == "76259"))
        town.epci = town.epci or "200069821"
        group = select(Territory.code).where(Territory.epci == town.epci)
        if len(session.scalars(group).all()) < 2:
            yport = Territory(
                kind="commune", code="76754", name="Yport", folded="yport", department="76",
                epci=town.epci, vintage=2026,
            )  # fmt: skip
            session.add(yport)
        session.flush()
        return sorted(session.scalars(group))


def test_one_dataset_per_commune_and_one_for_the_whole_in_one_action(publisher, anyone, communes):
    page = publisher.get(PAGE).text
    told = Hidden(page).fields | {"whole": "tree", "communes": communes}
    assert all(f'value="{one}"' in page for one in communes)
    nobody = publisher.post(f"{PAGE}/par-commune", data=told | {"communes": []})
    assert nobody.status_code == 422
    assert "choisissez au moins une commune" in nobody.text
    nothing = publisher.post(f"{PAGE}/par-commune", data=told | {"whole": "heat"})
    assert nothing.status_code == 422
    made = publisher.post(f"{PAGE}/par-commune", data=told)
    assert made.status_code == 303, made.text
    found = anyone.get("/api/v1/datasets").json["items"]
    trees = [one for one in found if one["protocol"] == "tree"]
    assert sorted(one["territory"] for one in trees) == ["", *communes]
    assert {one["licence"] for one in trees} == {"etalab-2.0"}
    again = publisher.post(f"{PAGE}/par-commune", data=told)
    assert "made=0" in again.location
    assert len(anyone.get("/api/v1/datasets").json["items"]) == len(found)


def test_a_program_makes_a_dataset_and_changes_it_at_the_version_it_saw(publisher, moderator):
    told = {"protocol": "tree", "territory": "76259", "title": {"fr": "Arbres de Fécamp"},
            "framework": {"identifiantCadre": CA, "dateLancement": "2026-05-01"}}  # fmt: skip
    assert moderator.post("/api/v1/datasets", json=told).status_code == 403
    made = publisher.post("/api/v1/datasets", json=told)
    assert made.status_code == 201, made.text
    where, seen = made.headers["Location"], made.headers["ETag"]
    assert where == "/api/v1/datasets/arbres-de-fecamp"
    read = publisher.get(where)
    assert (read.headers["ETag"], read.json["framework"]) == (seen, told["framework"])
    assert moderator.patch(where, json={}, headers={"If-Match": seen}).status_code == 403
    assert publisher.patch(where, json={"levels": [1]}).status_code == 428
    changed = publisher.patch(where, json={"levels": [1]}, headers={"If-Match": seen})
    assert (changed.status_code, changed.json["levels"]) == (200, [1])
    assert changed.json["framework"] == told["framework"]
    late = publisher.patch(where, json={"levels": [2]}, headers={"If-Match": seen})
    assert (late.status_code, late.json["etag"]) == (412, changed.headers["ETag"].strip('"'))
    wrong = {"protocol": "heat", "territory": "76259", "title": {"fr": "x"}, "rhythm": "daily"}
    faults = publisher.post("/api/v1/datasets", json=wrong).json["errors"]
    assert {one["pointer"] for one in faults} == {"/territory", "/rhythm"}
    for bad in ({"levels": [1, 3]}, {"levels": []}, {"sheet": {"x": {"y": [1]}}}, {"formats": []},
                {"sheet": {"dateCreation": "2026-13-01"}}, {"campaign": "spring"}):  # fmt: skip
        answer = publisher.post("/api/v1/datasets", json=told | bad)
        assert answer.status_code == 422, bad
    assert publisher.post("/api/v1/datasets", json=told | {"dataset": "tree"}).status_code == 422


def test_others_neither_see_the_pages_nor_make_anything(resident, moderator, anyone):
    for client in (resident, moderator):
        assert client.get(PAGE).status_code == 403
        assert client.get(f"{PAGE}/tree").status_code == 403
        assert client.post(PAGE, data={"of": "protocol:tree"}).status_code == 403
        assert client.post(f"{PAGE}/par-commune", data={"whole": "tree"}).status_code == 403
