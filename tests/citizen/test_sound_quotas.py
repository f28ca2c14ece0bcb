"""Sounds weigh with photos: they fill the same room."""

from datetime import timedelta

import pytest

from citizen.observations.quotas import store as quotas
from citizen.observations.quotas.rules import Quotas
from config import clock
from config.protocols import PROTOCOLS
from tests.citizen.recordings import wav
from tests.sendings import new_id, photo, sent, sha256


@pytest.fixture
def full(app):
    """Room for one sound, and not for a photo beside it."""
    quotas.put_in_force(Quotas(photos_kept=len(wav()) + len(photo()) - 1))
    yield
    quotas.put_in_force(Quotas())


def test_sounds_weigh_with_photos(full, resident):
    song, picture, uuid = wav(), photo(), new_id()
    asks = next(code for code, one in PROTOCOLS.items() if one.asks("sound"))
    address = f"/api/v1/observations/{uuid}"
    assert resident.put(address, json=sent(asks)).status_code == 201
    where = f"{address}/sounds/{sha256(song)}"
    assert resident.put(where, data=song, content_type="audio/wav").status_code == 201
    where, later = f"{address}/photos/{sha256(picture)}", clock.now() + timedelta(minutes=2)
    with clock.held_at(later):  # what was counted is trusted for a minute
        told = resident.put(where, data=picture, content_type="image/jpeg")
    assert (told.status_code, told.json["type"]) == (413, "/problems/photos-full")
