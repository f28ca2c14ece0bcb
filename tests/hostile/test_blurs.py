"""Rectangles that are none, of photos that are not ours, of versions never seen: all refused."""

import pytest

from tests.citizen.blurred import LEFT, RIGHT, SIDES, address, blur, photographed


@pytest.fixture
def uuid(resident, deliver):
    return photographed(resident, deliver)


def test_a_version_not_seen_is_not_changed(resident, moderator, uuid):
    seen = resident.get(address(uuid)).headers["ETag"]
    body = {"areas": [dict(zip(SIDES, LEFT, strict=True))]}
    assert resident.put(address(uuid), json=body).status_code == 428
    assert blur(moderator, uuid, LEFT, seen=seen).status_code == 200
    assert blur(resident, uuid, RIGHT, seen=seen).status_code == 412
    assert len(resident.get(address(uuid)).json["items"]) == 1


def test_who_is_not_concerned_learns_nothing_and_changes_nothing(
    new_resident, anyone, account, publisher, uuid
):
    elsewhere = account("moderator", organisation="B", protocols=("heat",))
    for other in (new_resident(), elsewhere, publisher):
        assert other.get(address(uuid)).status_code == 404
        assert blur(other, uuid, LEFT, seen='"x"').status_code == 404
    assert anyone.get(address(uuid)).status_code == 401


def test_a_photo_that_is_not_there_blurs_nothing(resident, uuid):
    assert resident.get(address(uuid, b"another")).status_code == 404


WRONG = {
    "beyond the right": (0.8, 0.1, 0.3, 0.1),
    "beyond the bottom": (0.1, 0.95, 0.1, 0.1),
    "to the left": (-0.1, 0.1, 0.2, 0.1),
    "of no width": (0.1, 0.1, 0, 0.1),
    "thinner than a pixel": (0.1, 0.1, 0.0001, 0.1),
    "larger than the photo": (0, 0, 1.5, 1),
    "a text": ("left", 0, 1, 1),
    "nothing": (None, 0, 1, 1),
    "a list": ([0.1], 0, 1, 1),
}


@pytest.mark.parametrize("area", WRONG.values(), ids=WRONG.keys())
def test_a_rectangle_lies_within_the_photo(resident, uuid, area):
    refused = blur(resident, uuid, LEFT, area)
    assert refused.status_code == 422
    assert all(fault["pointer"].startswith("/areas/1") for fault in refused.json["errors"])
    assert resident.get(address(uuid)).json["items"] == []


@pytest.mark.parametrize("body", [b'{"areas":[{"x":NaN,"y":0,"width":1,"height":1}]}', b"[]", b""])
def test_what_is_no_list_of_rectangles_is_refused(resident, uuid, body):
    seen = resident.get(address(uuid)).headers["ETag"]
    told = {"If-Match": seen, "Content-Type": "application/json"}
    assert resident.put(address(uuid), data=body, headers=told).status_code in {400, 422}


def test_there_are_so_many_rectangles_and_no_more(resident, uuid):
    areas = [(n / 100, 0.1, 0.05, 0.1) for n in range(51)]
    assert blur(resident, uuid, *areas).status_code == 422
    assert blur(resident, uuid, *areas[:50]).status_code == 200
