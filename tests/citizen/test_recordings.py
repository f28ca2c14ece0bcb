"""Sounds sent for an observation, whole or in parts, by phone or by form; and who hears them."""

import io
import zipfile

import pytest

import app as house
from config import events, files
from tests.citizen.forms import send as send_form
from tests.citizen.forms import uuid_of
from tests.citizen.recordings import HIDDEN_EVERYWHERE, MARKER, m4a, mp3, opus, wav
from tests.sendings import new_id, sent, sha256

SONG = opus()


@pytest.fixture
def uuid(resident):
    name = new_id()
    assert resident.put(f"/api/v1/observations/{name}", json=sent()).status_code == 201
    return name


def address(uuid, data=SONG):
    return f"/api/v1/observations/{uuid}/sounds/{sha256(data)}"


def give(client, uuid, data=SONG, kind="audio/ogg"):
    return client.put(address(uuid, data), data=data, content_type=kind)


def played(client, uuid):
    (told,) = client.get(f"/api/v1/observations/{uuid}/sounds").json
    end = {"audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/wav": "wav", "audio/aac": "aac"}
    return f"/sounds/{told['name']}.{end[told['media_type']]}"


KINDS = {
    "audio/mp4": (m4a(), "audio/aac"), "audio/mpeg": (mp3(), "audio/mpeg"),
    "audio/x-wav": (wav(), "audio/wav"), "audio/ogg": (opus(), "audio/ogg"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_is_kept_and_played_to_its_author(resident, uuid, kind):
    data, given = KINDS[kind]
    answer = give(resident, uuid, data, kind)
    assert answer.status_code == 201, answer.text
    assert (answer.json["media_type"], round(answer.json["seconds"])) == (given, 1)
    assert give(resident, uuid, data, kind).status_code == 200
    heard = resident.get(played(resident, uuid))
    assert (heard.status_code, heard.mimetype) == (200, given)
    assert heard.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert int(heard.headers["Content-Length"]) == len(heard.data)


def test_what_its_file_held_beside_the_sound_is_kept_nowhere(resident, uuid):
    for data, kind in HIDDEN_EVERYWHERE:
        assert give(resident, uuid, data, kind).status_code == 201
    for file in files.store().root.rglob("*"):
        assert not file.is_file() or MARKER[:12] not in file.read_bytes(), file


def test_a_player_asks_for_a_part_of_it(resident, uuid):
    give(resident, uuid, wav(), "audio/wav")
    where = played(resident, uuid)
    whole = resident.get(where).data
    assert resident.get(where).headers["Accept-Ranges"] == "bytes"
    for told, wanted in (("0-99", whole[:100]), ("16000-", whole[16000:]), ("-10", whole[-10:])):
        part = resident.get(where, headers={"Range": f"bytes={told}"})
        assert (part.status_code, part.data) == (206, wanted)
    beyond = resident.get(where, headers={"Range": "bytes=9999999-"})
    assert beyond.status_code == 416


def test_a_sound_comes_in_parts(resident, uuid):
    where, half = address(uuid), len(SONG) // 2
    assert resident.head(where).status_code == 404
    kind = "application/offset+octet-stream"
    first = resident.patch(
        where, data=SONG[:half], headers={"Upload-Offset": "0"}, content_type=kind
    )
    assert first.status_code == 204
    assert resident.head(where).headers["Upload-Offset"] == str(half)
    told = {"Upload-Offset": str(half), "Upload-Length": str(len(SONG))}
    last = resident.patch(where, data=SONG[half:], headers=told, content_type=kind)
    assert last.status_code == 201, last.text
    assert resident.head(where).headers["Upload-Offset"] == str(len(SONG))
    assert not list((files.store().root / "parts").rglob("*-*"))


def test_a_sound_is_private_until_its_observation_is_accepted(
    resident, moderator, anyone, new_resident, uuid
):
    give(resident, uuid)
    where = played(resident, uuid)

    def heard_by(*clients):
        return [client.get(where).status_code for client in clients]

    assert heard_by(resident, moderator, new_resident(), anyone) == [200, 200, 404, 404]
    told = {"verdict": "accept", "reason": "photo-clear"}
    assert moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told).status_code == 201
    first = anyone.get(where)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "public, no-cache")
    again = anyone.get(where, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    part = anyone.get(where, headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.data) == (206, first.data[:10])
    resident.delete(f"/api/v1/observations/{uuid}")
    assert heard_by(anyone) == [404]


def test_only_a_protocol_that_asks_for_sounds_takes_them(resident):
    name = new_id()
    resident.put(f"/api/v1/observations/{name}", json=sent("tree"))
    assert give(resident, name).json["type"].endswith("/no-sound-asked")


def test_refusals_keep_nothing(resident, new_resident, anyone, uuid):
    assert give(resident, uuid, b"no song").json["type"].endswith("/sound-refused")
    assert give(resident, uuid, opus(130)).json["type"].endswith("/sound-too-long")
    assert give(resident, uuid, SONG, "text/html").status_code == 415
    wrong = resident.put(address(uuid, b"other"), data=SONG, content_type="audio/ogg")
    assert wrong.json["type"].endswith("/digest-mismatch")
    assert give(new_resident(), uuid).status_code == 404
    assert give(anyone, uuid).status_code == 401
    assert resident.get(f"/api/v1/observations/{uuid}/sounds").json == []
    assert not (files.store().root / "sounds").exists()


def test_an_observation_has_so_many_sounds_and_no_more(resident, uuid):
    kept = [give(resident, uuid, wav(n / 10), "audio/wav").status_code for n in range(1, 8)]
    assert kept == [201] * 5 + [409] * 2


def test_a_form_takes_a_sound_and_the_pages_play_it(anyone, moderator, deliver):
    song = (io.BytesIO(SONG), "merle.ogg")
    answer = send_form(anyone, sounds=song, **{"answers/group": "bird"})
    assert "refused" not in answer.location
    uuid = uuid_of(answer)
    deliver()
    for client, page in ((anyone, "/mes-observations/"), (moderator, "/moderation/")):
        text = client.get(page + uuid).text
        assert "<audio controls" in text
        where = text.partition('<audio controls preload="none" src="')[2].partition('"')[0]
        assert client.get(where).status_code == 200


def test_a_form_says_why_a_sound_was_refused(anyone):
    song = (io.BytesIO(b"no song"), "merle.ogg")
    answer = send_form(anyone, sounds=song, **{"answers/group": "bird"})
    assert "sound-refused" in answer.location
    assert "merle.ogg" in anyone.get(answer.location).text


def test_its_author_takes_a_sound_away_with_the_rest(resident, uuid):
    give(resident, uuid)
    heard = resident.get(played(resident, uuid)).data
    with zipfile.ZipFile(io.BytesIO(resident.get("/api/v1/me/export").data)) as taken:
        assert taken.read(f"sounds/{uuid}/1.ogg") == heard


def test_who_leaves_and_withdraws_all_leaves_no_sound(resident, uuid):
    give(resident, uuid)
    left = resident.delete("/api/v1/me?observations=withdraw")
    assert left.status_code == 204, left.text
    events.deliver_all(house.JOBS)
    assert not [file for file in (files.store().root / "sounds").rglob("*") if file.is_file()]
