"""A photo that comes in parts: it goes on from where it broke off, and its digest closes it."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import files
from tests.citizen.pictures import as_bytes, quarters
from tests.sendings import new_id, photo, sent, sha256

JPEG = photo(size=(640, 480))
KIND = "application/offset+octet-stream"


@pytest.fixture
def uuid(resident):
    name = new_id()
    assert resident.put(f"/api/v1/observations/{name}", json=sent()).status_code == 201
    return name


def address(uuid, data=JPEG):
    return f"/api/v1/observations/{uuid}/photos/{sha256(data)}"


def part(client, where, start, data, **headers):
    told = {"Upload-Offset": str(start), **headers}
    return client.patch(where, data=data, headers=told, content_type=KIND)


def arrived(client, where):
    answer = client.head(where)
    return int(answer.headers["Upload-Offset"]) if answer.status_code == 200 else None


def kept_parts():
    root = files.store().root
    return [file for file in (root / "parts").rglob("*") if file.is_file()]


def test_a_photo_comes_in_parts_and_goes_on_from_where_it_broke_off(resident, uuid, deliver):
    where, half = address(uuid), len(JPEG) // 2
    assert arrived(resident, where) is None
    first = part(resident, where, 0, JPEG[:half])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(half))
    assert arrived(resident, where) == half
    last = part(resident, where, half, JPEG[half:])
    assert last.status_code == 201
    assert last.json["sha256"] == sha256(JPEG)
    assert arrived(resident, where) == len(JPEG)
    assert kept_parts() == []
    deliver()
    (known,) = resident.get(f"/api/v1/observations/{uuid}/photos").json
    assert (known["size"], known["is_ready"]) == (len(JPEG), True)


def test_a_part_sent_twice_or_out_of_turn_changes_nothing(resident, uuid):
    where = address(uuid)
    assert part(resident, where, 0, JPEG[:100]).status_code == 204
    for start in (0, 50, 150, len(JPEG)):
        refused = part(resident, where, start, JPEG[start : start + 100])
        assert refused.status_code == 409
        assert refused.json["type"].endswith("/wrong-offset")
        assert refused.json["offset"] == 100
    assert arrived(resident, where) == 100
    assert len(kept_parts()) == 1
    assert part(resident, where, 100, JPEG[100:]).status_code == 201
    again = part(resident, where, len(JPEG), b"more")
    assert again.status_code == 409


def test_an_end_that_has_another_digest_begins_anew(resident, uuid):
    where, wrong = address(uuid), bytes(len(JPEG) - 100)
    part(resident, where, 0, JPEG[:100])
    refused = part(resident, where, 100, wrong, **{"Upload-Length": str(len(JPEG))})
    assert refused.status_code == 422
    assert refused.json["type"].endswith("/digest-mismatch")
    assert arrived(resident, where) is None
    assert kept_parts() == []
    assert part(resident, where, 0, JPEG).status_code == 201


def test_what_is_no_photo_is_refused_at_its_end_and_forgotten(resident, uuid):
    page = b"<script>" + bytes(300)
    where = address(uuid, page)
    part(resident, where, 0, page[:100])
    assert part(resident, where, 100, page[100:]).status_code == 422
    assert kept_parts() == []
    assert resident.get(f"/api/v1/observations/{uuid}/photos").json == []


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "abc", "20000001", "9" * 40, None])
def test_an_offset_is_a_number_of_bytes(resident, uuid, offset):
    headers = {} if offset is None else {"Upload-Offset": offset}
    answer = resident.patch(address(uuid), data=b"x", headers=headers, content_type=KIND)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/headers/Upload-Offset"]


def test_parts_are_bounded(resident, uuid, monkeypatch):
    monkeypatch.setattr("citizen.evidence.parts.MAX_PARTS", 3)
    where = address(uuid)
    for start in range(3):
        assert part(resident, where, start, JPEG[start : start + 1]).status_code == 204
    assert part(resident, where, 3, JPEG[3:4]).json["type"].endswith("/too-many-parts")
    monkeypatch.setattr("citizen.evidence.parts.MAX_BYTES", 50)
    assert part(resident, where, 3, bytes(48)).status_code == 413
    assert len(kept_parts()) == 3


def test_only_so_many_photos_arrive_in_parts_at_one_time(resident, uuid, monkeypatch):
    monkeypatch.setattr("citizen.evidence.parts.MAX_ARRIVING", 2)
    wheres = [address(uuid, bytes([number])) for number in range(3)]
    answers = [part(resident, where, 0, b"12") for where in wheres]
    assert [one.status_code for one in answers] == [204, 204, 409]
    assert part(resident, wheres[0], 2, b"34").status_code == 204  # those begun go on
    assert len(kept_parts()) == 3


def test_only_its_author_sends_parts(new_resident, uuid):
    other = new_resident()
    assert part(other, address(uuid), 0, JPEG[:10]).status_code == 404
    assert arrived(other, address(uuid)) is None
    assert kept_parts() == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=st.lists(st.integers(1, 400), max_size=6, unique=True), echo=st.booleans())
def test_however_it_is_cut_the_same_bytes_arrive(resident, cuts, echo):
    data, uuid = as_bytes(quarters(40, 20), "JPEG"), new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    bounds = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    for start, stop in pairwise(bounds):
        answer = part(resident, address(uuid, data), start, data[start:stop])
        if echo:  # the answer was lost: the phone sends it again, then asks
            part(resident, address(uuid, data), start, data[start:stop])
            assert arrived(resident, address(uuid, data)) == stop
    assert answer.status_code == 201
    assert answer.json["missing_photos"] == []
