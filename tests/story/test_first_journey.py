"""The main job: reported, routed, decided on, told, published."""

import json

from tests.sendings import new_id, photo, sent, sha256


def test_a_resident_reports_and_reads_it_again(resident):
    uuid = new_id()

    answer = resident.put(f"/api/v1/observations/{uuid}", json=sent("tree"))

    assert answer.status_code == 201, answer.json
    assert answer.json["uuid"] == uuid
    assert answer.json["status"] == "submitted"
    assert answer.json["territory"] == "76259"
    again = resident.get(f"/api/v1/observations/{uuid}")
    assert again.status_code == 200
    assert again.json["answers"] == sent("tree")["answers"]
    assert again.headers["ETag"] == answer.headers["ETag"]


def test_the_same_sending_again_is_the_same_observation(resident):
    uuid = new_id()
    first = resident.put(f"/api/v1/observations/{uuid}", json=sent())
    again = resident.put(f"/api/v1/observations/{uuid}", json=sent())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json


def test_another_content_under_the_same_identifier_is_refused(resident):
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    other = resident.put(f"/api/v1/observations/{uuid}", json=sent(comment="other"))
    assert other.status_code == 409
    assert other.json["type"] == "/problems/other-content"


def test_an_author_corrects_the_version_they_saw(resident):
    uuid = new_id()
    first = resident.put(f"/api/v1/observations/{uuid}", json=sent())
    seen = {"If-Match": first.headers["ETag"]}
    corrected = resident.put(f"/api/v1/observations/{uuid}", json=sent(comment="two"), headers=seen)
    assert (corrected.status_code, corrected.json["version"]) == (200, 2)
    stale = resident.put(f"/api/v1/observations/{uuid}", json=sent(comment="three"), headers=seen)
    assert stale.status_code == 412


def test_a_dry_run_checks_everything_and_keeps_nothing(resident):
    uuid = new_id()
    answer = resident.put(f"/api/v1/observations/{uuid}?dry_run=true", json=sent())
    assert answer.status_code == 201
    assert resident.get(f"/api/v1/observations/{uuid}").status_code == 404


def test_the_main_job(resident, moderator, publisher, anyone, deliver):
    uuid, picture = new_id(), photo()
    declared = sent(
        "biodiversity",
        taxon={"cd_nom": 4001, "cited_name": "Rouge-gorge"},
        photos=[sha256(picture)],
    )
    kept = resident.put(f"/api/v1/observations/{uuid}", json=declared)
    assert kept.json["missing_photos"] == [sha256(picture)]
    received = resident.put(
        f"/api/v1/observations/{uuid}/photos/{sha256(picture)}",
        data=picture,
        content_type="image/jpeg",
    )
    assert (received.status_code, received.json["missing_photos"]) == (201, [])
    deliver()

    queue = moderator.get("/api/v1/queue").json
    assert [item["uuid"] for item in queue["items"]] == [uuid]
    assert "Les naturalistes" in queue["items"][0]["why"]
    assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 404

    decided = moderator.post(
        f"/api/v1/observations/{uuid}/decisions",
        json={"verdict": "accept", "certainty": "certain", "reason": "photo-clear"},
    )
    assert (decided.status_code, decided.json["status"]) == (201, "accepted")
    assert moderator.get("/api/v1/queue").json["items"] == []
    told = resident.get(f"/api/v1/observations/{uuid}/history").json
    assert told[-1]["what"] == "observation.accepted"
    assert told[-1]["details"]["reason"] == "photo-clear"

    asked = publisher.post("/api/v1/datasets/biodiversity/releases")
    assert asked.status_code == 202, asked.json
    deliver()
    manifest = anyone.get("/data/biodiversity/latest/manifest.json", follow_redirects=True)
    assert manifest.status_code == 200
    assert manifest.json["records"] == 1
    geojson = anyone.get("/data/biodiversity/latest/biodiversity.geojson", follow_redirects=True)
    assert json.loads(geojson.data)["features"][0]["id"] == uuid
    assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 200


def test_nobody_decides_on_their_own_observation(account, deliver):
    moderator = account("moderator", organisation="A")
    uuid = new_id()
    moderator.put(f"/api/v1/observations/{uuid}", json=sent())
    deliver()
    answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/own-observation")
    assert moderator.get("/api/v1/queue").json["items"] == []
