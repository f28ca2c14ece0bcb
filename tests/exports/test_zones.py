"""The town draws its districts: a place says which ones it lies in."""

import pytest

from exports.town.zones.rules import Drawing, drawing
from tests.citizen.forms import Hidden
from tests.sendings import FECAMP

PAGE = "/ville/zones"
AROUND = "49.756, 0.373\n49.756, 0.376\n49.759, 0.376\n49.759, 0.373"
CROSSED = "49.756, 0.373\n49.759, 0.376\n49.756, 0.376\n49.759, 0.373"


def draw(client, **typed):
    fields = {**Hidden(client.get(PAGE).text).fields, "shape": "Polygon"}
    told = {"name": "Le port", "kind": "district", "positions": AROUND, **typed}
    return client.post(PAGE, data=fields | told)


def lying(client, place=FECAMP):
    query = f"lon={place[0]}&lat={place[1]}"
    items = client.get(f"/api/v1/territories?{query}").json["items"]
    return [one["name"] for one in items if one["kind"] in {"district", "zone"}]


def test_a_zone_that_was_drawn_holds_the_places_in_it(publisher, anyone):
    assert lying(anyone) == []
    answer = draw(publisher)
    assert answer.status_code == 303
    assert "La zone est gardée" in publisher.get(answer.headers["Location"]).text
    assert lying(anyone) == ["Le port"]
    assert lying(anyone, (0.38, 49.7572)) == []
    found = anyone.get("/api/v1/territories?q=le+port").json["items"]
    assert [(one["kind"], one["code"]) for one in found] == [("district", "le-port")]


def test_a_zone_may_be_removed(publisher, anyone):
    draw(publisher)
    page = publisher.get(PAGE).text
    where = page.split('action="/ville/zones/')[1].split('"')[0]
    answer = publisher.post(f"{PAGE}/{where}", data=Hidden(page).fields)
    assert answer.status_code == 303
    assert lying(anyone) == []
    again = publisher.post(f"{PAGE}/999999999999/retrait", data=Hidden(page).fields)
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("typed", "pointer"),
    [
        ({"name": " "}, "name"), ({"name": "!!!"}, "name"), ({"name": "x" * 101}, "name"),
        ({"kind": "country"}, "kind"), ({"positions": ""}, "positions"),
        ({"positions": "49.7, 0.3\n49.8, 0.4"}, "positions"),
        ({"positions": CROSSED}, "positions"), ({"positions": "a, b\nc, d\ne, f"}, "positions"),
        ({"positions": "0.373, 49.756\n0.376, 49.756\n0.376, 49.759"}, "positions"),
        ({"positions": "49.7, 0.3\n" * 4}, "positions"),
    ],
)  # fmt: skip
def test_what_is_no_zone_is_told_and_all_that_was_typed_stays(publisher, anyone, typed, pointer):
    answer = draw(publisher, **typed)
    assert answer.status_code == 422
    assert f'id="{pointer}-error"' in answer.text
    assert lying(anyone) == []
    if pointer != "name":
        assert 'value="Le port"' in answer.text


def test_a_name_is_borne_once(publisher, anyone):
    draw(publisher)
    again = draw(publisher, name="LE PORT")
    assert again.status_code == 422
    assert "porte déjà ce nom" in again.text
    assert draw(publisher, kind="zone").status_code == 303
    assert sorted(lying(anyone)) == ["Le port", "Le port"]


def test_zones_are_drawn_by_those_who_publish(resident, moderator):
    for client in (resident, moderator):
        assert client.get(PAGE).status_code == 403


def test_a_drawing_is_closed_by_itself():
    filled = {"shape": ["Polygon"], "name": ["Le parc"], "kind": ["zone"], "positions": [AROUND]}
    drawn = drawing(filled)
    assert isinstance(drawn, Drawing)
    assert drawn.code == "le-parc"
    assert drawn.outline.geoms[0].exterior.is_closed
