"""The map of one's own observations: exact places, for their author alone, filtered as the list."""

import pytest

from citizen.form.mine.rules import GROUP, Wanted, wanted
from citizen.observations.rules import DECIDED_STATUSES, OPEN_STATUSES

POINTS = "/mes-observations/lieux.geojson"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, Wanted()),
        ({"state": "accepted", "protocol": "tree"}, Wanted("accepted", "tree")),
        ({"state": "' OR 1=1--"}, Wanted()),
    ],
)
def test_an_address_asks_for_what_it_names(asked, kept):
    assert wanted(asked) == kept


def test_every_status_has_a_shape():
    assert {*OPEN_STATUSES, *DECIDED_STATUSES, "withdrawn"} <= GROUP.keys()


def ids(client, query=""):
    return {one["id"] for one in client.get(POINTS + query).json["features"]}


def test_my_places_are_mine_alone_and_filtered_as_my_list(
    resident, new_resident, anyone, moderator, report, decide
):
    bird, tree = report(), report("tree")
    other = report(by=new_resident())
    decide(tree)
    answer = resident.get(POINTS)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "application/geo+json"
    assert ids(resident) == {bird, tree}
    assert ids(moderator) == set()
    assert anyone.get(POINTS).status_code == 401
    point = next(one for one in answer.json["features"] if one["id"] == bird)
    sent = resident.get(f"/api/v1/observations/{bird}").json["place"]
    assert point["geometry"]["coordinates"] == pytest.approx(sent["coordinates"])
    assert point["properties"]["url"] == f"/mes-observations/{bird}"
    cases = {"?state=accepted": {tree}, "?state=waiting": {bird}, "?protocol=tree": {tree},
             "?state=accepted&protocol=biodiversity": set()}  # fmt: skip
    for query, expected in cases.items():
        page = resident.get(f"/mes-observations{query}").text
        listed = {one for one in (bird, tree, other) if f"/mes-observations/{one}" in page}
        assert (ids(resident, query), listed) == (expected, expected), query
    resident.delete(f"/api/v1/observations/{bird}")
    assert ids(resident, "?state=withdrawn") == {bird}
