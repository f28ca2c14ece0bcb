"""A photo is hidden apart from its record, at once and everywhere; anyone may say what is wrong."""

import pytest

from config import files
from tests.citizen.blurred import STRIPES, name_of, photographed
from tests.citizen.letters import letters, token_of
from tests.sendings import new_id, sent, sha256


@pytest.fixture
def uuid(resident, moderator, deliver):
    made = photographed(resident, deliver)
    told = {"verdict": "accept", "reason": "photo-clear"}
    moderator.post(f"/api/v1/observations/{made}/decisions", json=told)
    deliver()
    return made


def hiding(uuid):
    return f"/api/v1/observations/{uuid}/photos/{sha256(STRIPES)}/hiding"


def hide(client, uuid, **told):
    seen = {"If-Match": client.get(hiding(uuid)).headers["ETag"]}
    body = {"is_hidden": True, "reason": "face"} | told
    return client.put(hiding(uuid), json=body, headers=seen)


def release(publisher, deliver):
    publisher.post("/api/v1/datasets/biodiversity/releases")
    deliver()


def file(anyone, name):
    return anyone.get(f"/data/biodiversity/latest/{name}", follow_redirects=True).text


def test_a_photo_hidden_is_gone_at_once_from_every_address_and_from_the_next_release(
    anyone, resident, moderator, publisher, uuid, deliver
):
    release(publisher, deliver)
    name = name_of(uuid)
    assert name in file(anyone, "photos.csv")
    addresses = [f"/photos/{name}-{size}.jpg" for size in (320, 1024, 2048)]
    tags = [anyone.get(one).headers["ETag"] for one in addresses]
    assert name in anyone.get(f"/api/v1/observations/{uuid}").text
    assert hide(moderator, uuid).json["is_hidden"] is True
    for address, tag in zip(addresses, tags, strict=True):
        gone = anyone.get(address, headers={"If-None-Match": tag})
        assert gone.status_code == 404
        assert "no-store" in gone.headers["Cache-Control"]
        assert resident.get(address).status_code == moderator.get(address).status_code == 200
        assert resident.get(address).headers["Cache-Control"] == "private, no-store"
    for page in (f"/api/v1/observations/{uuid}", f"/observations/{uuid}", "/", "/carte"):
        assert name not in anyone.get(page, follow_redirects=True).text
    assert anyone.get(f"/api/v1/observations/{uuid}").json["status"] == "accepted"
    release(publisher, deliver)
    assert name not in file(anyone, "photos.csv")
    assert f"{uuid},changed," in file(anyone, "changes.csv")
    assert uuid in file(anyone, "biodiversity.csv")


def test_what_was_hidden_is_shown_again_and_how_is_kept(anyone, moderator, uuid):
    hide(moderator, uuid, kind="rejected", reason="off-subject", words="Une autre haie.")
    address = f"/photos/{name_of(uuid)}-1024.jpg"
    assert anyone.get(address).status_code == 404
    told = hide(moderator, uuid, is_hidden=False).json
    assert anyone.get(address).status_code == 200
    assert [(one["kind"], bool(one["shown_at"])) for one in told["items"]] == [("rejected", True)]
    assert files.store().has(f"photos/{sha256(STRIPES)[:2]}/{sha256(STRIPES)}")
    happened = [one["what"] for one in moderator.get(f"/api/v1/observations/{uuid}/history").json]
    assert happened[-2:] == ["photo.hidden", "photo.shown"]


def test_who_may_hide_a_photo_and_on_which_version(anyone, resident, account, moderator, uuid):
    stranger = account("moderator", organisation="Arbres", protocols=("tree",))
    for client, status in ((anyone, 401), (resident, 403), (stranger, 404)):
        assert client.put(hiding(uuid), json={"is_hidden": True}).status_code == (
            422 if status == 404 else status
        )
        assert client.get(hiding(uuid)).status_code == status
    assert moderator.put(hiding(uuid), json={"is_hidden": True}).status_code == 422
    told = {"is_hidden": True, "reason": "face"}
    assert moderator.put(hiding(uuid), json=told).status_code == 428
    seen = {"If-Match": moderator.get(hiding(uuid)).headers["ETag"]}
    assert moderator.put(hiding(uuid), json=told, headers=seen).status_code == 200
    assert moderator.put(hiding(uuid), json=told, headers=seen).status_code == 412


def test_the_author_is_told_with_the_reason(account, moderator, deliver, settings):
    author = account("resident", email="jeanne@example.org")
    uuid = photographed(author, deliver)
    hide(moderator, uuid, words="Merci de recadrer.")
    deliver()
    (letter,) = letters(settings)
    text = letter.get_body(("plain",)).get_content()
    assert "On y reconnaît quelqu'un." in text
    assert "Merci de recadrer." in text


def test_anyone_reports_and_a_moderator_of_the_record_closes_it(anyone, account, moderator, uuid):
    told = {"photo": name_of(uuid), "reason": "person", "words": "<script>alert(1)</script>"}
    address = f"/api/v1/observations/{uuid}/reports"
    assert anyone.post(address, json=told).status_code == 202
    stranger = account("moderator", organisation="Arbres", protocols=("tree",))
    assert stranger.get("/api/v1/reports").json["items"] == []
    (one,) = moderator.get("/api/v1/reports").json["items"]
    assert (one["observation"], one["photo"], one["reason"]) == (uuid, told["photo"], "person")
    page = moderator.get("/moderation/signalements").text
    assert "<script>alert" not in page
    assert "On reconnaît une personne" in page
    at = f"/api/v1/reports/{one['uuid']}/close"
    assert stranger.post(at, json={"outcome": "kept"}).status_code == 404
    assert moderator.post(at, json={"outcome": "mended"}).status_code == 204
    assert moderator.get("/api/v1/reports").json["items"] == []
    for _ in range(25):
        anyone.post(address, json={"reason": "other"})
    assert len(moderator.get("/api/v1/reports").json["items"]) == 20


def test_what_is_not_shown_cannot_be_reported_nor_guessed(anyone, resident, moderator, uuid):
    waiting = new_id()
    resident.put(f"/api/v1/observations/{waiting}", json=sent())
    for unknown in (waiting, new_id()):
        told = anyone.post(f"/api/v1/observations/{unknown}/reports", json={"reason": "other"})
        assert told.status_code == 404
        assert anyone.get(f"/signaler/{unknown}").status_code == 404
    hide(moderator, uuid)
    told = {"reason": "other", "photo": name_of(uuid)}
    assert anyone.post(f"/api/v1/observations/{uuid}/reports", json=told).status_code == 404


def test_the_pages_work_by_themselves(app, anyone, moderator, uuid):
    assert f"/signaler/{uuid}" in anyone.get(f"/observations/{uuid}", follow_redirects=True).text
    page = anyone.get(f"/signaler/{uuid}?photo={name_of(uuid)}")
    form = {"csrf_token": token_of(page), "photo": name_of(uuid), "words": "Ma maison"}
    again = anyone.post(f"/signaler/{uuid}", data=form)
    assert again.status_code == 422
    assert "Ma maison" in again.text
    assert "Merci" in anyone.post(f"/signaler/{uuid}", data=form | {"reason": "private"}).text
    assert anyone.post(f"/signaler/{uuid}", data={"reason": "private"}).status_code == 403
    at = f"/moderation/{uuid}/photos/{sha256(STRIPES)}"
    assert at in moderator.get(f"/moderation/{uuid}").text
    page = moderator.get(at).text
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    told = {"seen": seen, "do": "hide", "kind": "hidden"}
    assert moderator.post(at, data=told).status_code == 422
    assert moderator.post(at, data=told | {"reason": "face"}).status_code == 303
    assert "n’est montrée qu’à son auteur" in moderator.get(at).text
    assert moderator.post(at, data=told | {"reason": "face"}).status_code == 412
