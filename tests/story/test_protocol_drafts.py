"""A version to come is looked at and tried before it is published; nothing of it is kept."""

from config.protocols import PROTOCOLS
from tests.citizen.forms import unspaced
from tests.protocols import changed
from tests.sendings import new_id
from tests.story.versions import DRAFT, mushroom, put, typed


def test_a_draft_is_tried_and_nothing_of_it_is_kept(drafted, resident):
    told = mushroom(protocol_version=3, answers={"state": "rotten"})
    tried = put(resident, uuid := new_id(), told, query_string={"dry_run": "true"})
    assert (tried.status_code, tried.json["protocol_version"]) == (201, 3)
    kept = put(resident, uuid, told)
    assert (kept.status_code, kept.json["errors"][0]["pointer"]) == (422, "/protocol_version")
    batch = {"items": [told | {"uuid": uuid}]}
    address = "/api/v1/observations/batch"
    results = resident.post(f"{address}?dry_run=true", json=batch).json["items"]
    assert [one["status"] for one in results] == [201]
    assert [one["status"] for one in resident.post(address, json=batch).json["items"]] == [422]
    assert resident.get("/api/v1/me/observations").json["items"] == []


def test_a_draft_of_a_new_protocol_is_tried_too(files, now, resident, anyone, settings):
    new = changed(by={"version = 1": 'version = 1\nstatus = "draft"'})
    (files / "morel.toml").write_text(new, encoding="utf-8")
    PROTOCOLS.load(settings.home)
    told = mushroom(protocol_version=1) | {"protocol": "morel"}
    assert put(resident, new_id(), told, query_string={"dry_run": "true"}).status_code == 201
    assert put(resident, new_id(), told).status_code == 422
    unversioned = mushroom() | {"protocol": "morel"}
    assert put(resident, new_id(), unversioned, query_string={"dry_run": "true"}).status_code == 404
    assert anyone.get("/observer/morel").status_code == 404
    listed = anyone.get("/api/v1/protocols").json["items"]
    assert "morel" not in [one["code"] for one in listed]


def test_the_api_tells_every_version(second_comes, files, anyone, settings):
    second_comes()
    (files / "mushroom/3.toml").write_text(DRAFT, encoding="utf-8")
    PROTOCOLS.load(settings.home)
    address = "/api/v1/protocols/mushroom"
    told = anyone.get(address).json
    assert (told["version"], told["status"]) == (2, "published")
    assert [(one["version"], one["status"], one["taken_until"]) for one in told["versions"]] == [
        (1, "former", "2026-12-01"), (2, "published", None), (3, "draft", None),
    ]  # fmt: skip
    statuses = [anyone.get(f"{address}?version={n}").json.get("status") for n in (1, 2, 3)]
    assert statuses == ["former", "published", "draft"]
    assert anyone.get(f"{address}?version=4").status_code == 404
    most = [
        anyone.get(f"{address}/schema.json?version={n}").json["properties"]["caps"]["maximum"]
        for n in (1, 2, 3)
    ]
    assert most == [50, 80, 90]


def test_the_town_looks_at_a_draft_and_tries_it(drafted, publisher, resident):
    page = "/observer/mushroom/essai/3"
    assert "Brouillon de la version 3" in publisher.get(page).text
    assert resident.get(page).status_code == 403
    tried = publisher.post(page, data=typed(publisher, page, state="rotten", caps="85"))
    assert tried.status_code == 200
    assert "Ces réponses seraient acceptées" in tried.text
    assert "Pourri" in tried.text
    wrong = publisher.post(page, data=typed(publisher, page, state="rotten", caps="91"))
    assert wrong.status_code == 422
    assert publisher.get("/observer/mushroom/essai/2").status_code == 404
    assert publisher.get("/api/v1/me/observations").json["items"] == []


def test_the_town_sees_where_each_version_stands(second_comes, files, publisher, settings):
    second_comes()
    (files / "mushroom/3.toml").write_text(DRAFT, encoding="utf-8")
    PROTOCOLS.load(settings.home)
    page = unspaced(publisher.get("/ville/protocoles").text)
    until = "réponses acceptées jusqu’au 1er décembre 2026"
    for told in ("Champignon", "écrit par la ville", until, "/observer/mushroom/essai/3"):
        assert told in page, told
    (files / "mushroom/3.toml").write_text("version = 3", encoding="utf-8")
    page = unspaced(publisher.get("/ville/protocoles").text)
    assert "mushroom/3.toml" in page
    assert "cette ligne manque" in page
