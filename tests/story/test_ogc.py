"""The datasets feature by feature: what was released, page by page, and nothing else."""

import gzip
import json

from openapi_spec_validator import OpenAPIV30SpecValidator
from sqlalchemy import update

from citizen.observations.tables import Observation
from config import site
from config.database import transaction
from tests.sendings import new_id

HERE = [0.3741, 49.7572]
GEOJSON = {"Accept": "application/geo+json"}


def rels(answer):
    return {one["rel"]: one["href"] for one in answer.json["links"]}


def local(address):
    return address.removeprefix(site.url())


def test_everything_is_found_from_the_landing_page_and_the_description_is_valid(anyone, released):
    released(1)
    landing = anyone.get("/ogc")
    assert landing.status_code == 200 and landing.mimetype == "application/json"
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} <= set(
        rels(landing)
    )
    for rel, address in rels(landing).items():
        answer = anyone.get(local(address))
        assert answer.status_code == 200, rel
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    conforms = anyone.get("/ogc/conformance").json["conformsTo"]
    assert {one.rsplit("/", 1)[1] for one in conforms} == {"core", "oas30", "html", "geojson"}
    api = anyone.get("/ogc/api")
    assert api.content_type == "application/vnd.oai.openapi+json;version=3.0"
    OpenAPIV30SpecValidator(api.json).validate()
    asked = {
        one.get("name") or one["$ref"].rsplit("/", 1)[1]
        for one in api.json["paths"]["/collections/tree/items"]["get"]["parameters"]
    }
    assert {"limit", "bbox", "datetime", "cursor", "precision", "girth_cm"} <= asked

    listed = {one["id"]: one for one in anyone.get("/ogc/collections").json["collections"]}
    codes = {one["dataset"] for one in anyone.get("/api/v1/datasets").json["items"]}
    assert set(listed) == codes
    one = anyone.get("/ogc/collections/tree").json
    assert one == listed["tree"]
    assert one["extent"]["spatial"]["bbox"][0] == [*HERE, *HERE]
    assert one["extent"]["temporal"]["interval"][0][0].startswith("20")
    assert "extent" not in listed["biodiversity"], "nothing of it was released"
    assert anyone.get("/ogc/collections/biodiversity/items").json["features"] == []


def test_features_are_those_of_the_released_file_page_by_page(anyone, released):
    uuids = released(3)
    file = anyone.get("/data/tree/latest/tree.geojson", follow_redirects=True)
    features = {one["id"]: one for one in json.loads(file.data)["features"]}
    first = anyone.get("/ogc/collections/tree/items?limit=2", headers=GEOJSON)
    assert first.mimetype == "application/geo+json"
    assert [one["id"] for one in first.json["features"]] == uuids[:2]
    assert first.json["numberReturned"] == 2
    assert {"self", "alternate", "next", "collection"} == set(rels(first))
    assert 'rel="next"' in ", ".join(first.headers.get_all("Link"))
    last = anyone.get(local(rels(first)["next"]))
    assert [one["id"] for one in last.json["features"]] == uuids[2:]
    assert "next" not in rels(last)
    assert [*first.json["features"], *last.json["features"]] == [*features.values()]

    one = anyone.get(f"/ogc/collections/tree/items/{uuids[0]}")
    assert {"self", "alternate", "collection"} == set(rels(one))
    assert {name: one.json[name] for name in features[uuids[0]]} == features[uuids[0]]
    again = anyone.get(
        f"/ogc/collections/tree/items/{uuids[0]}", headers={"If-None-Match": one.headers["ETag"]}
    )
    assert again.status_code == 304 and not again.data
    assert not one.headers["ETag"].startswith("W/")
    lost = anyone.get(f"/ogc/collections/tree/items/{new_id()}")
    assert lost.status_code == 404 and lost.mimetype == "application/problem+json"
    assert anyone.get("/ogc/collections/nothing/items").status_code == 404


def test_features_are_asked_for_by_place_time_and_column_and_what_is_unknown_is_refused(
    anyone, released
):
    released(1)

    def number(query):
        answer = anyone.get(f"/ogc/collections/tree/items?{query}")
        assert answer.status_code == 200, answer.json
        return answer.json["numberReturned"]

    told = anyone.get("/ogc/collections/tree/items").json["features"][0]["properties"]
    day = told["first_day"]
    assert number("bbox=0.3,49.7,0.4,49.8") == 1
    assert number("bbox=0.3741,49.7572,0.3741,49.7572") == 1, "to the last digit"
    assert number("bbox=0.37410001,49.7,0.4,49.8") == 0, "finer than 32 bits"
    assert number("bbox=179,-90,0.4,90") == 1, "across the antimeridian"
    assert number("bbox=1,-90,0.3,90") == 0
    assert number(f"datetime={day}") == 1
    assert number(f"datetime={day}/..") == number(f"datetime=../{day}") == 1
    assert number("datetime=1990-01-01/1990-12-31") == 0
    assert number("precision=exact&demonstration=" + str(told["demonstration"]).lower()) == 1
    assert number(f"validation={told['validation']}&limit=99999") == 1
    assert number("precision=cell") == 0
    for query in ("who=me", "limit=0", "bbox=1,2", "datetime=x", "f=xml", "limit=1&limit=2"):
        answer = anyone.get(f"/ogc/collections/tree/items?{query}")
        assert answer.status_code == 400 and answer.json["errors"], query
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for path in ("", "/api", "/conformance", "/collections", "/collections/tree"):
        assert anyone.get(f"/ogc{path}?limit=1").status_code == 400, path


def test_people_read_pages_in_their_language(anyone, released):
    (uuid,) = released(1)
    paths = ("", "/api", "/conformance", "/collections", "/collections/tree",
             "/collections/tree/items", f"/collections/tree/items/{uuid}")  # fmt: skip
    for path in paths:
        for language in ("fr", "en"):
            page = anyone.get(
                f"/ogc{path}", headers={"Accept": "text/html", "Accept-Language": language}
            )
            assert page.mimetype == "text/html", path
            assert f'<html lang="{language}">' in page.text and page.text.count("<h1") == 1
            assert "stylesheet" in page.text
            assert "style-src 'unsafe-inline'" not in page.headers["Content-Security-Policy"]
        assert anyone.get(f"/ogc{path}?f=html").mimetype == "text/html"
        asked = anyone.get(f"/ogc{path}?f=json", headers={"Accept": "text/html"})
        assert "json" in asked.mimetype
    page = anyone.get("/ogc/collections/tree/items?f=html&limit=5").text
    assert f"/items/{uuid}" in page and "Fécamp" in page
    assert "<h1>" in page and uuid not in page.split("<h1>")[1].split("</h1>")[0]


def test_every_answer_is_open_packed_and_asked_for_by_its_head_alone(anyone, released):
    (uuid,) = released(1)
    for path in ("/ogc", "/ogc/collections", f"/ogc/collections/tree/items/{uuid}",
                 "/ogc/collections/tree/items", "/tiles/tree.json"):  # fmt: skip
        whole = anyone.get(path)
        head = anyone.head(path)
        assert head.status_code == 200 and not head.data, path
        for name in ("ETag", "Content-Type", "Access-Control-Allow-Origin"):
            assert head.headers[name] == whole.headers[name], path
        asked = anyone.options(path, headers={"Origin": "https://map.example"})
        assert asked.status_code == 200 and asked.headers["Access-Control-Allow-Origin"] == "*"
        assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        packed = anyone.get(path, headers={"Accept-Encoding": "gzip"})
        if packed.headers.get("Content-Encoding"):
            assert gzip.decompress(packed.data) == whole.data
            assert packed.headers["ETag"] != whole.headers["ETag"], path
        assert "Accept-Encoding" in packed.headers["Vary"]
        again = anyone.get(
            path, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
        )
        assert again.status_code == 304, path
    refused = anyone.get("/ogc/collections/tree/items?limit=x").json
    assert refused["code"] == "invalid-parameter" and refused["description"] == refused["title"]


def test_an_index_comes_with_the_release_and_goes_with_it(
    anyone, released, publisher, deliver, settings
):
    released(1)
    folder = settings.home / "indexes"
    (made,) = folder.glob("*/tree/*.db")
    (file,) = (
        one for one in anyone.get("/api/v1/datasets/tree").json["latest"]["files"]
        if one["name"] == "tree.geojson"
    )  # fmt: skip
    assert made.stem == file["sha256"], "a restored backup meets no other's"
    told = anyone.get("/ogc/collections/tree/items").data
    made.unlink()
    assert anyone.get("/ogc/collections/tree/items").data == told, "it is made when asked for"
    with transaction() as session:
        session.execute(update(Observation).values(sensitivity=4))
    asked = {"releases": [1], "reason": "sensitive"}
    sent = publisher.post("/api/v1/datasets/tree/reissues", json=asked)
    assert sent.status_code == 202, sent.json
    deliver()
    (now,) = folder.glob("*/tree/*.db")
    assert now != made, "what was taken back is nowhere"
    assert anyone.get("/ogc/collections/tree/items").json["features"] == []
