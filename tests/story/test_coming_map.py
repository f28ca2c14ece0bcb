"""Before publishing, a map shows what changes on it: at the places that will be told, no other."""

import json

from tests.story.test_heat import feel
from tests.story.test_publishing import AT_NEST, NEST, ROBIN, RULE

assert feel  # a fixture


def seen(publisher, dataset="biodiversity", language="fr"):
    answer = publisher.get(f"/ville/publier/{dataset}/lieux.geojson?lang={language}")
    assert answer.status_code == 200, answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    return json.loads(answer.data), answer.text


def marks(told):
    found = [one["properties"] for one in told["features"]]
    return sorted((one["group"], one["name"], one["state"]) for one in found)


def test_what_comes_is_drawn_where_it_will_be_told(publisher, report, decide, publish):
    assert publisher.post("/ville/sensibilite", data=RULE).status_code == 303
    for told in ({"taxon": ROBIN}, AT_NEST, AT_NEST):
        decide(report(**told), certainty="certain")
    report(taxon=ROBIN)  # it waits
    told, text = seen(publisher)
    assert marks(told) == [
        ("added", "2 observations", "nouvelle, le milieu d’un carré de 10\u00a0km"),
        ("added", "Rougegorge familier", "nouvelle, le lieu exact"),
    ]
    assert told["said"] == "Sur la carte\u00a0: 3."
    assert all(str(number) not in text for number in NEST)
    shown = {json.dumps(one["geometry"]["coordinates"]) for one in told["features"]}
    drawn = json.loads(publish()["biodiversity.geojson"])["features"]
    assert {json.dumps(one["geometry"]["coordinates"]) for one in drawn} == shown


def test_afterwards_only_what_is_new_or_otherwise(publisher, resident, report, decide, publish):
    kept, changed = report(taxon=ROBIN), report(taxon=ROBIN)
    for one in (kept, changed):
        decide(one)
    publish()
    told, _ = seen(publisher)
    assert (told["features"], told["said"]) == ([], "Rien de nouveau sur la carte.")
    decide(changed, certainty="probable")
    decide(report(taxon=ROBIN))
    told, _ = seen(publisher, language="en")
    assert [group for group, *_ in marks(told)] == ["added", "changed"]
    assert told["said"] == "On the map: 2."


def test_a_place_that_is_a_whole_department_has_no_point(publisher, report, decide):
    assert publisher.post("/ville/sensibilite", data=RULE | {"level": "3"}).status_code == 303
    decide(report(**AT_NEST), certainty="certain")
    told, _ = seen(publisher)
    assert told["features"] == []
    assert "seul le département paraît\u00a0: 1." in told["said"]


def test_heat_is_drawn_by_squares(publisher, feel, report, decide, anyone):
    feel(5)
    told, _ = seen(publisher, "heat")
    (one,) = told["features"]
    assert one["geometry"]["type"] == "Polygon"
    assert one["properties"]["name"] == "15 réponses"
    assert anyone.get("/ville/publier/heat/lieux.geojson").status_code == 401
    assert publisher.get("/ville/publier/unicorn/lieux.geojson").status_code == 404
