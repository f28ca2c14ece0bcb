"""An author takes an observation back: it is gone for everyone, from the next release on."""

from tests.sendings import new_id, sent


def test_what_its_author_withdrew_is_published_no_more(resident, anyone, report, decide, publish):
    kept, taken_back = report(), report()
    for uuid in (kept, taken_back):
        decide(uuid)
    before = publish()
    assert taken_back.encode() in before["biodiversity.csv"]
    assert anyone.get(f"/api/v1/observations/{taken_back}").status_code == 200

    assert resident.delete(f"/api/v1/observations/{taken_back}").status_code == 204

    assert anyone.get(f"/api/v1/observations/{taken_back}").status_code == 404
    after = publish()
    assert [name for name, data in after.items() if taken_back.encode() in data] == ["changes.csv"]
    assert f"{taken_back},withdrawn" in after["changes.csv"].decode()
    assert kept.encode() in after["biodiversity.csv"]


def test_a_former_release_is_never_changed(resident, anyone, report, decide, publish):
    """It was downloaded and cited; the next one says what was withdrawn."""
    uuid = report()
    decide(uuid)
    before = publish()
    resident.delete(f"/api/v1/observations/{uuid}")
    publish()
    assert anyone.get("/data/biodiversity/1/biodiversity.csv").data == before["biodiversity.csv"]
    newest = anyone.get("/data/biodiversity/latest/biodiversity.csv", follow_redirects=True)
    assert uuid not in newest.text


def test_its_author_still_reads_what_they_withdrew(resident, report):
    uuid = report()
    resident.delete(f"/api/v1/observations/{uuid}")
    assert resident.get(f"/api/v1/observations/{uuid}").json["status"] == "withdrawn"
    history = resident.get(f"/api/v1/observations/{uuid}/history").json
    assert history[-1]["what"] == "observation.withdrawn"


def test_withdrawing_twice_is_withdrawing_once(resident, report):
    uuid = report()
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    history = resident.get(f"/api/v1/observations/{uuid}/history").json
    assert [event["what"] for event in history].count("observation.withdrawn") == 1


def test_what_was_withdrawn_cannot_be_sent_again(resident, report):
    uuid = report()
    resident.delete(f"/api/v1/observations/{uuid}")
    for content in (sent(), sent(comment="autre")):
        again = resident.put(f"/api/v1/observations/{uuid}", json=content)
        assert (again.status_code, again.json["type"]) == (410, "/problems/withdrawn")


def test_nobody_withdraws_the_observation_of_another(new_resident, moderator, report, resident):
    uuid = report()
    for client in (new_resident(), moderator):
        assert client.delete(f"/api/v1/observations/{uuid}").status_code == 404
    assert resident.get(f"/api/v1/observations/{uuid}").json["status"] == "submitted"
    assert resident.delete(f"/api/v1/observations/{new_id()}").status_code == 404


def test_a_withdrawn_tree_shows_on_no_list_of_the_public(resident, anyone, report, decide):
    uuid = report("tree")
    decide(uuid)
    resident.delete(f"/api/v1/observations/{uuid}")
    assert uuid not in anyone.get(f"/api/v1/observations/{uuid}").text
    mine = resident.get("/api/v1/me/observations").json["items"]
    assert [(one["uuid"], one["status"]) for one in mine] == [(uuid, "withdrawn")]
