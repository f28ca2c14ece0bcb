"""An author reads in words where what they sent stands; nobody is named, nothing hidden shows."""

import re

from tests.citizen.forms import send, uuid_of
from tests.sendings import sent

MINE = "4f2a91c0-7a5c-4a7e-9a3e-0d5ac0ffee00"


def stands(client):
    (one,) = client.get("/api/v1/me/observations").json["items"]
    return one["progress"]


def test_from_received_to_published_in_a_numbered_release(resident, moderator, publisher, deliver):
    uuid = MINE
    resident.put(f"/api/v1/observations/{uuid}", json=sent("tree"))
    deliver()
    told = stands(resident)
    assert (told["receipt"], told["state"], told["seen_at"]) == ("4F2A-91C0", "received", None)

    taken = moderator.post("/api/v1/queue/next").json
    assert taken["uuid"] == uuid
    told = stands(resident)
    assert (told["state"], told["title"]) == ("seen", "Vue")
    assert told["seen_at"]
    opened = resident.get(f"/api/v1/observations/{uuid}/history").json
    assert [one["by"] for one in opened if one["what"] == "observation.opened"] == ["moderator"]
    who = moderator.get("/api/v1/me").json
    for text in (str(told), str(opened)):
        assert who["uuid"] not in text
        assert "Les naturalistes" not in text
    moderator.put(f"/api/v1/queue/claims/{uuid}")
    again = resident.get(f"/api/v1/observations/{uuid}/history").json
    assert again == opened, "opened again, it is told once"

    decision = {"verdict": "accept", "comment": "Belle photo"}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
    deliver()
    told = stands(resident)
    assert (told["state"], told["words"], told["release"]) == ("accepted", "Belle photo", None)

    for _ in range(2):
        publisher.post("/api/v1/datasets/tree/releases")
        deliver()
    told = stands(resident)
    assert (told["state"], told["release"]["number"]) == ("published", 1)
    assert told["release"]["url"].endswith("/data/tree/1/notice.html")
    address = told["release"]["url"].removeprefix("http://127.0.0.1:8000")
    assert resident.get(address).status_code == 200
    assert resident.get(f"/api/v1/observations/{uuid}").json["progress"] == told

    taken = {"reason": "error", "releases": [1]}
    publisher.post("/api/v1/datasets/tree/reissues", json=taken)
    deliver()
    told = stands(resident)
    assert (told["state"], told["release"]["number"]) == ("published", 2), "1 was taken back"
    english = resident.get("/api/v1/me/observations?lang=en").json["items"][0]["progress"]
    assert english["detail"].startswith("Checked, and published in release 2 of the town’s data")


def test_what_must_be_hidden_is_kept_and_told_to_be_shown_to_nobody(
    resident, moderator, publisher, deliver
):
    resident.put(f"/api/v1/observations/{MINE}", json=sent())
    deliver()
    uuid = MINE
    decision = {"verdict": "accept", "sensitivity": 4}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
    deliver()
    publisher.post("/api/v1/datasets/biodiversity/releases")
    deliver()
    told = stands(resident)
    assert (told["state"], told["release"]) == ("kept", None)
    assert "n’est pas montrée au public" in told["detail"]


def test_who_is_not_its_author_reads_nothing_of_where_it_stands(
    resident, moderator, anyone, deliver
):
    uuid = MINE
    resident.put(f"/api/v1/observations/{uuid}", json=sent("tree"))
    deliver()
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    deliver()
    for client in (anyone, moderator):
        answer = client.get(f"/api/v1/observations/{uuid}")
        assert answer.status_code == 200
        assert "progress" not in answer.json


def test_the_pages_say_it_too_with_the_number_the_reason_and_the_release(
    anyone, moderator, publisher, deliver
):
    accepted, refused = (uuid_of(send(anyone, "tree")) for _ in range(2))
    deliver()
    number = f"{accepted[:4]}-{accepted[4:8]}".upper()
    assert number in anyone.get(f"/observer/envoi/{accepted}").text
    moderator.get(f"/moderation/{accepted}")
    assert "Un naturaliste l’a ouverte le" in anyone.get("/mes-observations").text
    decisions = (
        (accepted, {"verdict": "accept"}),
        (refused, {"verdict": "reject", "reason": "photo-blurred", "comment": "Trop loin"}),
    )
    for uuid, decision in decisions:
        answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
        assert answer.status_code == 201, answer.json
    deliver()
    publisher.post("/api/v1/datasets/tree/releases")
    deliver()
    page = anyone.get("/mes-observations").text
    assert number in page
    assert re.search(r"dans la version 1 des données", page)
    assert 'href="/data/tree/1/notice.html"' in page
    assert "La photo est trop floue" in page
    assert "Trop loin" in page
    whole = anyone.get(f"/mes-observations/{accepted}?lang=en").text
    assert 'href="/data/tree/1/notice.html"' in whole
    assert number in whole
    assert "Opened by a naturalist" in whole
