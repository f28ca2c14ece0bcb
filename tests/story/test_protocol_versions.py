"""Another version comes into force: what was answered before stays valid, readable, published."""

import csv
import io
import json

import pytest

from config import clock
from tests.citizen.forms import Hidden
from tests.sendings import new_id
from tests.story.versions import FIRST, LATE, mushroom, put, typed


def test_an_answer_of_a_former_version_is_read_with_its_words(
    second_comes, resident, moderator, deliver
):
    uuid = new_id()
    assert put(resident, uuid, mushroom(answers=FIRST)).json["protocol_version"] == 1
    deliver()
    second_comes()
    for page in (
        resident.get(f"/mes-observations/{uuid}").text, moderator.get(f"/moderation/{uuid}").text,
    ):  # fmt: skip
        assert "Dans quel état" in page
        assert "Sec" in page
    assert resident.get(f"/api/v1/observations/{uuid}").json["protocol_version"] == 1


def test_sent_again_after_another_version_came_it_is_the_same(second_comes, resident):
    uuid, told = new_id(), mushroom()
    digest = put(resident, uuid, told).json["digest"]
    second_comes()
    again = put(resident, uuid, told)
    assert (again.status_code, again.json["digest"]) == (200, digest)
    assert again.json["protocol_version"] == 1


def test_a_phone_that_still_asks_the_former_version_is_checked_by_it(second_comes, resident):
    second_comes()
    told = mushroom(answers=FIRST)
    assert put(resident, new_id(), told).status_code == 422
    kept = put(resident, new_id(), told | {"protocol_version": 1})
    assert (kept.status_code, kept.json["protocol_version"]) == (201, 1)
    unlike = put(resident, new_id(), mushroom(protocol_version=1, answers={"state": "rotten"}))
    assert unlike.json["errors"][0]["pointer"] == "/answers/state"


def test_after_its_time_only_what_was_kept_before_is_known(second_comes, resident):
    second_comes()
    uuid, told = new_id(), mushroom(answers=FIRST, protocol_version=1)
    assert put(resident, uuid, told).status_code == 201
    with clock.held_at(LATE):
        assert put(resident, uuid, told).status_code == 200
        refused = put(resident, new_id(), told)
        assert refused.status_code == 422
        assert refused.json["errors"][0]["pointer"] == "/protocol_version"
        assert "2026-12-01" in refused.json["errors"][0]["detail"]
        batch = {"items": [told | {"uuid": new_id()}, told | {"uuid": uuid}]}
        results = resident.post("/api/v1/observations/batch", json=batch).json["items"]
        assert [one["status"] for one in results] == [422, 200]
    assert len(resident.get("/api/v1/me/observations").json["items"]) == 1


@pytest.mark.parametrize("version", [7, -1, "1", 1.5, True, None])
def test_a_version_nobody_knows_is_refused(second_comes, resident, version):
    second_comes()
    refused = put(resident, new_id(), mushroom(protocol_version=version))
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/protocol_version"


def test_each_is_published_by_the_terms_of_its_version(
    second_comes, resident, moderator, publisher, anyone, deliver
):
    first, second = new_id(), new_id()
    named = {"taxon": {"cd_nom": 4001}}
    put(resident, first, mushroom(answers=FIRST, **named))
    second_comes()
    answers = {"state": "rotten", "smell": "forte", "caps": 70}
    assert put(resident, second, mushroom(answers=answers, **named)).status_code == 201
    deliver()
    for uuid in (first, second):
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert publisher.post("/api/v1/datasets/mushroom/releases").status_code == 202
    deliver()
    told = rows(anyone, "mushroom.csv", "uuid")
    assert (told[first]["protocol_version"], told[first]["state"]) == ("1", "dry")
    assert (told[second]["protocol_version"], told[second]["smell"]) == ("2", "forte")
    sinp = rows(anyone, "sinp.csv", "idSINPOccTax")
    assert sinp[first]["occEtatBiologique"] == "3"
    assert sinp[second]["denombrementMin"] == "70"
    columns = json.loads(file(anyone, "datapackage.json"))["resources"]
    table = next(one for one in columns if one["path"] == "mushroom.csv")["schema"]["fields"]
    state = next(one for one in table if one["name"] == "state")
    assert state["constraints"]["enum"] == ["fresh", "rotten", "dry"]
    assert "Sec" in file(anyone, "notice.html")
    page = anyone.get(f"/observations/{first}").text
    assert "Sec" in page


def file(anyone, name):
    return anyone.get(f"/data/mushroom/latest/{name}", follow_redirects=True).text


def rows(anyone, name, key):
    return {row[key]: row for row in csv.DictReader(io.StringIO(file(anyone, name)))}


def test_a_page_left_open_while_another_version_came_is_taken_as_it_was(second_comes, anyone):
    data = typed(anyone, "/observer/mushroom", state="dry")
    second_comes()
    answer = anyone.post("/observer/mushroom", data=data)
    assert answer.status_code == 303, answer.text
    assert "protocol_version" in Hidden(anyone.get("/observer/mushroom").text).fields
