"""What must be hidden is hidden in former releases too: they are taken back and replaced."""

import csv
import io
import json
from uuid import UUID

from sqlalchemy import update

from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from config import files, towns
from config.database import transaction
from exports.datasets.rules import path
from tests.sendings import photo, sha256

FILE = "biodiversity.csv"


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def hide(uuid, **values):
    with transaction() as session:
        told = update(Observation).where(Observation.uuid == UUID(uuid))
        session.execute(told.values(**values))


def test_a_record_hidden_later_leaves_former_releases(
    report, decide, publish, anyone, exposed, take_back
):
    before, secret, after = report(), report(), report()
    decide(before)
    publish()
    decide(secret)
    publish()
    decide(after)
    publish()
    assert exposed() == {3: {}, 2: {}, 1: {}}
    hide(secret, sensitivity=4)
    assert exposed() == {3: {"hidden": 1}, 2: {"hidden": 1}, 1: {}}

    instead = take_back(words="Une espèce protégée.")
    assert instead["release"] == 4

    for number in (2, 3):
        gone = anyone.get(f"/data/biodiversity/{number}/{FILE}")
        assert gone.status_code == 410
        assert gone.json["instead"].endswith("/data/biodiversity/4/manifest.json")
        assert "protégé" in gone.json["reason"]
        assert gone.json["words"] == "Une espèce protégée."
        assert secret not in gone.text
        stored = path(towns.served(), "biodiversity", number, FILE)
        assert not files.store().has(stored), "its bytes are erased too"
    assert anyone.get(f"/data/biodiversity/1/{FILE}").status_code == 200
    assert anyone.get("/data/biodiversity/2/no-such-file.csv").status_code == 404

    latest = anyone.get(f"/data/biodiversity/latest/{FILE}")
    assert latest.location == f"/data/biodiversity/4/{FILE}"
    assert {row["uuid"] for row in rows(anyone.get(latest.location).text)} == {before, after}
    changed = anyone.get("/data/biodiversity/4/changes.csv").text
    assert rows(changed) == [{"uuid": secret, "change": "withdrawn", "reason": ""}]
    manifest = json.loads(anyone.get("/data/biodiversity/4/manifest.json").data)
    assert [one["release"] for one in manifest["replaces"]] == [2, 3]

    listed = anyone.get("/api/v1/datasets/biodiversity/releases").json["items"]
    assert [(one["release"], one["state"], one["replaced_by"]) for one in listed] == [
        (4, "published", None), (3, "withdrawn", 4), (2, "withdrawn", 4), (1, "published", None),
    ]  # fmt: skip
    assert [one["files"] for one in listed if one["state"] == "withdrawn"] == [[], []]
    assert anyone.get("/api/v1/datasets/biodiversity").json["latest"]["release"] == 4
    page = anyone.get("/donnees").text
    assert "/data/biodiversity/2/" not in page and "/data/biodiversity/3/" not in page
    assert exposed() == {4: {}, 1: {}}


def test_between_taking_back_and_issuing_anew_latest_is_awaited(
    report, decide, publish, anyone, publisher, deliver
):
    decide(report())
    publish()
    sent = {"releases": [1], "reason": "personal"}
    assert publisher.post("/api/v1/datasets/biodiversity/reissues", json=sent).status_code == 202
    awaited = anyone.get(f"/data/biodiversity/latest/{FILE}")
    assert (awaited.status_code, "Retry-After" in awaited.headers) == (503, True)
    assert anyone.get(f"/data/biodiversity/1/{FILE}").status_code == 410, "at once"
    again = publisher.post("/api/v1/datasets/biodiversity/reissues", json=sent)
    assert again.json["type"] == "/problems/already-withdrawn"
    deliver()
    assert anyone.get(f"/data/biodiversity/latest/{FILE}").location.endswith(f"/2/{FILE}")


def test_older_releases_alone_are_replaced_by_the_one_that_stands(
    report, decide, publish, anyone, take_back, exposed
):
    uuid = report()
    decide(uuid)
    publish()
    hide(uuid, sensitivity=2)
    assert exposed() == {1: {"place": 1}}
    publish()
    assert exposed() == {2: {}, 1: {"place": 1}}
    assert take_back()["release"] == 2
    gone = anyone.get(f"/data/biodiversity/1/{FILE}", headers={"Accept-Language": "en"})
    assert gone.status_code == 410
    assert gone.json["instead"].endswith("/biodiversity/2/manifest.json")


def test_what_its_author_withdrew_is_counted_and_asks_for_nothing(
    report, decide, publish, resident, exposed, publisher
):
    uuid = report()
    decide(uuid)
    publish()
    resident.delete(f"/api/v1/observations/{uuid}")
    assert exposed() == {1: {"left": 1}}
    sent = {"reason": "sensitive"}
    none = publisher.post("/api/v1/datasets/biodiversity/reissues", json=sent)
    assert none.json["type"] == "/problems/already-withdrawn"


def test_who_signs_no_more_leaves_former_releases(report, decide, publish, resident, exposed):
    etag = resident.get("/api/v1/me").headers["ETag"]
    changed = {"name": "Rouge-queue"}
    assert resident.patch(
        "/api/v1/me", json=changed, headers={"If-Match": etag}
    ).status_code == 200  # fmt: skip
    uuid = report(name_published=True)
    decide(uuid)
    publish()
    assert exposed() == {1: {}}
    hide(uuid, name_published=False)
    assert exposed() == {1: {"name": 1}}


def test_a_photo_that_was_published_and_is_hidden_is_said_gone(
    report, decide, publish, resident, anyone, deliver, exposed, take_back
):
    bytes_ = photo()
    uuid = report(photos=[sha256(bytes_)])
    resident.put(f"/api/v1/observations/{uuid}/photos/{sha256(bytes_)}", data=bytes_)
    deliver()
    decide(uuid)
    listed = rows(publish()["photos.csv"].decode())
    address = "/photos/" + listed[0]["url"].rsplit("/", 1)[1]
    assert anyone.get(address).status_code == 200
    with transaction() as session:
        session.execute(update(Photo).values(is_hidden=True))
    assert anyone.get(address).status_code == 404, "nothing tells yet that it was there"
    assert exposed() == {1: {"photo": 1}}
    take_back(reason="photo")
    gone = anyone.get(address)
    assert (gone.status_code, gone.json["type"]) == (410, "/problems/taken-back")
    with transaction() as session:
        session.execute(update(Photo).values(is_hidden=False))
    assert anyone.get(address).status_code == 200, "hidden by mistake, it is shown again"
