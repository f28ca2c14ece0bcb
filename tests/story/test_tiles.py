"""Tiles and features tell what was released: nothing hidden, of felt heat its squares only."""

from uuid import UUID

import mapbox_vector_tile
from sqlalchemy import update

from citizen.observations.tables import Observation
from config import site
from config.database import transaction
from exports.datasets.commands import publish as release
from exports.features.rules import mercator
from tests.story.test_felt_heat import SQUARE, accepted, answered

HERE = [0.3741, 49.7572]


def _renumbered(data, numbered):
    for now, then in numbered:
        data = data.replace(now, then)
    return data


def local(address):
    return address.removeprefix(site.url())


def test_what_is_hidden_is_neither_counted_nor_placed_and_what_is_taken_back_is_gone(
    report, decide, publish, publisher, deliver, anyone
):
    shown, secret = report(), report(place={"type": "Point", "coordinates": [0.38111, 49.75222]})
    decide(shown)
    publish()

    def everything():
        x, y = (int(one * 2**14) for one in mercator(*HERE))
        paths = (
            "/ogc/collections/biodiversity",
            "/ogc/collections/biodiversity/items?limit=1",
            "/ogc/collections/biodiversity/items?bbox=0.381,49.752,0.382,49.753",
            "/ogc/collections/biodiversity/items?f=html",
            f"/ogc/collections/biodiversity/items/{secret}",
            "/tiles/biodiversity.json", "/tiles/biodiversity/0/0/0.mvt",
            f"/tiles/biodiversity/14/{x}/{y}.mvt",
        )  # fmt: skip
        answers = [anyone.get(path) for path in paths]
        return [(one.status_code, one.headers.get("ETag"), one.data) for one in answers]

    before = everything()
    decide(secret, sensitivity=4)
    publish()
    after = everything()
    numbered = ((b'"2.0.0"', b'"1.0.0"'), ("n°\u00a02".encode(), "n°\u00a01".encode()))
    version = [(status, _renumbered(data, numbered)) for status, _, data in after]
    assert version == [(status, data) for status, _, data in before]

    late = report()
    decide(late)
    publish()
    assert anyone.get(f"/ogc/collections/biodiversity/items/{late}").status_code == 200
    with transaction() as session:
        hidden = update(Observation).where(Observation.uuid == UUID(late))
        session.execute(hidden.values(sensitivity=4))
    asked = {"releases": [3], "reason": "sensitive"}
    sent = publisher.post("/api/v1/datasets/biodiversity/reissues", json=asked)
    assert sent.status_code == 202, sent.json
    deliver()
    assert anyone.get(f"/ogc/collections/biodiversity/items/{late}").status_code == 404
    listed = anyone.get("/ogc/collections/biodiversity/items").json["features"]
    assert [one["id"] for one in listed] == [shown]


def test_felt_heat_has_its_squares_only(new_resident, moderator, anyone, deliver):
    people = [new_resident() for _ in range(6)]
    together = [answered(person, SQUARE, hour) for person in people for hour in (15, 16)]
    deliver()
    accepted(moderator, together)
    release("heat")
    (one,) = anyone.get("/ogc/collections/heat/items?people=6").json["features"]
    assert one["geometry"]["type"] == "Polygon" and one["properties"]["answers"] == 12
    month = one["properties"]["month"]
    found = anyone.get(f"/ogc/collections/heat/items?datetime={month}-15").json
    assert found["numberReturned"] == 1
    assert anyone.get(f"/ogc/collections/heat/items/{one['id']}").status_code == 200
    assert anyone.get(f"/ogc/collections/heat/items/{together[0]}").status_code == 404
    x, y = (int(at * 2**15) for at in mercator(*SQUARE))
    drawn = mapbox_vector_tile.decode(anyone.get(f"/tiles/heat/15/{x}/{y}.mvt").data)["heat"]
    assert drawn["features"][0]["geometry"]["type"] == "Polygon"
    assert "uuid" not in drawn["features"][0]["properties"]


def test_tiles_count_from_afar_and_draw_from_near(anyone, released):
    uuids = released(3)
    told = anyone.get("/tiles/tree.json")
    assert told.json["tilejson"] == "3.0.0" and told.json["bounds"] == [*HERE, *HERE]
    assert told.json["vector_layers"][0]["id"] == "tree"
    for z in (0, 6, 12, 13, 18):
        x, y = (int(one * 2**z) for one in mercator(*HERE))
        address = told.json["tiles"][0].format(z=z, x=x, y=y)
        tile = anyone.get(local(address))
        assert tile.status_code == 200 and tile.mimetype == "application/vnd.mapbox-vector-tile"
        features = mapbox_vector_tile.decode(tile.data)["tree"]["features"]
        if z < 13:
            assert [one["properties"] for one in features] == [{"count": 3}]
        else:
            assert [one["properties"]["uuid"] for one in features] == uuids
            assert (
                features[0]["properties"].keys() <= told.json["vector_layers"][0]["fields"].keys()
            )
        again = anyone.get(local(address), headers={"If-None-Match": tile.headers["ETag"]})
        assert again.status_code == 304
        assert tile.headers["Access-Control-Allow-Origin"] == "*"
    assert anyone.get("/tiles/tree/14/0/0.mvt").status_code == 204
    assert anyone.get("/tiles/biodiversity/0/0/0.mvt").status_code == 204
    for beyond in ("0/1/0", "0/0/1", "19/0/0", "-1/0/0", "a/0/0", "0/00/0"):
        answer = anyone.get(f"/tiles/tree/{beyond}.mvt")
        assert answer.status_code == 404 and answer.json["type"] == "/problems/unknown-tile"
    assert anyone.get("/tiles/nothing/0/0/0.mvt").status_code == 404
