"""A network that breaks anywhere, a phone in a drawer, two phones at once: nothing is lost."""

from datetime import timedelta

import pytest

from config import clock
from tests.sendings import new_id, photo, sent, sha256

PICTURE = photo(size=(16, 16))
DIGEST = sha256(PICTURE)
HALF = len(PICTURE) // 2


def acts(phone, uuid):
    """What a phone sends of one observation, in order; each may have to be sent again."""
    address = f"/api/v1/observations/{uuid}"
    parts = [(0, PICTURE[:HALF]), (HALF, PICTURE[HALF:])]
    told = {"Idempotency-Key": f"1-{uuid}"}
    return [
        lambda: phone.put(address, json=sent(photos=[DIGEST])),
        *(lambda at=at, data=data: go_on(phone, address, at, data) for at, data in parts),
        lambda: phone.put(
            address, json=sent(photos=[DIGEST], comment="mieux"),
            headers={"If-Match": f'"{uuid}-1.0"'},
        ),
        lambda: phone.post(f"{address}/messages", json={"body": "Voilà"}, headers=told),
    ]  # fmt: skip


def go_on(phone, address, at, data):
    """Send a part from where the other side is: it may have more than was answered."""
    there = phone.open(f"{address}/photos/{DIGEST}", method="HEAD")
    if there.status_code == 200 and int(there.headers["Upload-Offset"]) > at:
        return there
    headers = {"Upload-Offset": str(at)}
    return phone.patch(f"{address}/photos/{DIGEST}", data=data, headers=headers)


def state(phone, uuid):
    address = f"/api/v1/observations/{uuid}"
    told, said = phone.get(address).json, phone.get(f"{address}/messages").json
    kept = [told[name] for name in ("status", "version", "comment", "missing_photos", "digest")]
    return [*kept, [one["body"] for one in said]]


def test_wherever_the_network_breaks_the_end_is_the_same(resident):
    """Each answer in turn is lost: the phone begins again from its first act, or from that one."""
    whole = new_id()
    for act in acts(resident, whole):
        assert act().status_code < 300
    expected = state(resident, whole)
    assert expected[1:4] == [2, "mieux", []]
    for lost in range(len(acts(resident, whole))):
        uuid = new_id()
        for act in acts(resident, uuid)[: lost + 1]:
            act()  # the last of these answers never came
        for act in acts(resident, uuid):
            assert act().status_code < 300
        assert state(resident, uuid) == expected


def test_an_answer_that_never_came_is_asked_for_again(resident):
    uuid = new_id()
    first, again = (resident.put(f"/api/v1/observations/{uuid}", json=sent()) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert first.headers["ETag"] == again.headers["ETag"]


def test_a_photo_before_its_observation_is_sent_again(resident):
    uuid = new_id()
    address = f"/api/v1/observations/{uuid}/photos/{DIGEST}"
    early = resident.put(address, data=PICTURE, content_type="image/jpeg")
    assert (early.status_code, early.json["type"]) == (404, "/problems/observation-first")
    told = resident.put(f"/api/v1/observations/{uuid}", json=sent(photos=[DIGEST]))
    assert told.json["missing_photos"] == [DIGEST], "the phone knows what to send again"
    assert resident.put(address, data=PICTURE, content_type="image/jpeg").status_code == 201


def test_two_phones_that_correct_one_version_lose_nothing_in_silence(resident):
    uuid = new_id()
    address = f"/api/v1/observations/{uuid}"
    seen = {"If-Match": resident.put(address, json=sent()).headers["ETag"]}
    one = resident.put(address, json=sent(comment="un"), headers=seen)
    other = resident.put(address, json=sent(comment="autre"), headers=seen)
    assert (one.status_code, other.status_code) == (200, 412)
    assert other.json["etag"] in one.headers["ETag"], "it says which version is there"
    chosen = {"If-Match": f'"{other.json["etag"]}"'}
    assert resident.put(address, json=sent(comment="autre"), headers=chosen).json["version"] == 3
    told = [one["changes"][0]["after"] for one in resident.get(f"{address}/history").json[1:]]
    assert told == ["un", "autre"]


def test_a_phone_left_in_a_drawer_still_sends(resident):
    with clock.held_at(clock.now() + timedelta(days=60)):
        answer = resident.put(f"/api/v1/observations/{new_id()}", json=sent())
    assert answer.status_code == 201


@pytest.mark.parametrize("years", [-20, 2])
def test_a_clock_that_is_wrong_loses_nothing(resident, years):
    moment = f"{clock.now().year + years}-05-14T07:32:00+02:00"
    answer = resident.put(f"/api/v1/observations/{new_id()}", json=sent(observed_at=moment))
    assert (answer.status_code, answer.json["observed_at"]) == (201, moment)
