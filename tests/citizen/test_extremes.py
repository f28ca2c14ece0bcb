"""Valid, and as far as valid goes: kept and given back as they were sent, on either engine."""

import json
import math
import unicodedata
from datetime import datetime

import pytest
from sqlalchemy import select

from citizen.observations.tables import Observation
from config.database import reading
from tests.sendings import FECAMP, new_id, sent

EAST, NORTH = FECAMP
MARKS = "e" + "\u0301" * 30  # as many marks as Unicode lets a stream hold on a letter


def ring(corners):
    turns = [2 * math.pi * n / (corners - 1) for n in range(corners - 1)]
    around = [
        [round(EAST + math.cos(t) / 99, 7), round(NORTH + math.sin(t) / 99, 7)] for t in turns
    ]
    return [*around, around[0]]


TEXTS = {
    "nothing": "",
    "2,000 letters": "x" * 2000,
    "2,000 letters of three bytes": "€" * 2000,
    "2,000 letters of four bytes": "🦊" * 2000,
    "accents": "Éàçœÿ ñ ß ﬁ Ǆ ş Ș ẞ",
    "accents on accents": MARKS,
    "a family": "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🌾",
    "right to left": "شاهدت طائر أبو الحناء في الحديقة",
    "both ways": "ראיתי robin בגן \u202eabc\u202c",
    "marks that have no width": "a\u200bb\u200cc\u200dd\ufeffe\u2060",
    "Chinese": "知更鸟在花园里",
    "old scripts": "𓅃 𐎀 𒀀",
    "spaces of all kinds": "a\u00a0b\u202fc\u2003d\u3000e",
    "lines and tabs": "one\ntwo\r\nthree\tfour",
    "quotes and slashes": "'\"\\`´‘’“”«»/;--",
    "a formula": "=HYPERLINK(\"http://example.org\")",
    "SQL": "'; DROP TABLE observation; --",
    "percent and underscore": "100 % _ %s %(a)s {0} {a} ${a}",
    "HTML": "<script>alert(1)</script>&amp;<b>",
    "JSON": '{"status": "accepted"}',
    "an escape, written": "\\u0000 \\ud800",
    "a private character": "\ue000\U000f0000",
    "the last character": "\U0010fffd",
}  # fmt: skip

MOMENTS = (
    "2026-05-14T00:00:00+02:00",
    "2026-05-14T23:59:59.999999+02:00",
    "2026-10-25T02:30:00+02:00",  # the hour that comes twice: the first time
    "2026-10-25T02:30:00+01:00",  # the second time
    "2026-03-29T02:30:00+01:00",  # the hour that does not come, and yet it is an instant
    "2024-02-29T12:00:00Z",
    "2026-01-01T00:00:00+14:00",
    "2025-12-31T23:59:59-12:00",
    "1800-01-01T00:00:00Z",
    "1911-03-10T23:50:39+00:09",  # the time of Paris
)

PLACES = {
    "as fine as a double": {"type": "Point", "coordinates": [0.374123456789012, 49.757212345678]},
    "whole degrees": {"type": "Point", "coordinates": [2, 48]},
    "Wallis, beyond the antimeridian": {"type": "Point", "coordinates": [-176.17, -13.28]},
    "New Caledonia": {"type": "Point", "coordinates": [166.45, -22.27]},
    "the middle of the sea": {"type": "Point", "coordinates": [-5.0, 45.0]},
    "a line of 500": {
        "type": "LineString",
        "coordinates": [[EAST, round(NORTH + n / 10_000, 5)] for n in range(500)],
    },
    "a polygon of 500": {"type": "Polygon", "coordinates": [ring(500)]},
    "a polygon with a hole": {
        "type": "Polygon",
        "coordinates": [
            ring(20),
            [
                [round(EAST + (x - EAST) / 2, 7), round(NORTH + (y - NORTH) / 2, 7)]
                for x, y in ring(9)
            ],
        ],
    },
}

FIELDS = {
    "an accuracy of a millimetre": {"accuracy_m": 0.001},
    "an accuracy of 50 km": {"accuracy_m": 50_000},
    "no accuracy": {"accuracy_m": None},
    "ten photos": {"photos": [f"{n:064x}" for n in range(10)]},
    "the last cd_nom of the sample's robin": {"taxon": {"cd_nom": 4001}},
    "a cited name of 255": {"taxon": {"cited_name": "é" * 255}},
    "a name of Wikidata": {"taxon": {"wikidata": "Q123456789012"}},
    "the certainty left out": {"certainty": ""},
    "another licence": {"licence": "CC0-1.0"},
    "a name to publish": {"name_published": True},
    "the precision of a year": {"time_precision": "year"},
}


def kept(resident, **changes):
    """Send, send again, read: three times the same."""
    uuid, body = new_id(), sent() | changes
    address = f"/api/v1/observations/{uuid}"
    first = resident.put(address, json=body)
    assert first.status_code == 201, first.text[:500]
    again, read = resident.put(address, json=body), resident.get(address)
    assert (again.status_code, read.status_code) == (200, 200)
    sendings = [answer.json for answer in (first, again)]
    for one in sendings:
        one.pop("possible_duplicates")  # of the moment, not of the observation
    told = read.json
    told.pop("progress")  # of whoever reads it, and when
    assert sendings == [told] * 2
    return told


def test_texts_are_given_back_as_they_were_sent(resident):
    for name, text in TEXTS.items():
        told = kept(resident, comment=text, taxon={"cited_name": text[:255]})
        assert told["comment"] == normal(text), name
        assert told["taxon"]["cited_name"] == normal(text[:255]), name


def normal(text):
    return unicodedata.normalize("NFC", text)


def test_two_ways_to_write_an_accent_are_one(resident):
    uuid = new_id()
    composed, decomposed = "Fécamp", "Fe\u0301camp"
    for text, status in ((composed, 201), (decomposed, 200)):
        answer = resident.put(f"/api/v1/observations/{uuid}", json=sent(comment=text))
        assert (answer.status_code, answer.json["comment"]) == (status, composed)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_is_given_back_as_it_was_written(resident, moment):
    assert kept(resident, observed_at=moment)["observed_at"] == moment


def test_the_hour_that_comes_twice_is_two_instants(resident, app):

    for moment in MOMENTS:
        kept(resident, observed_at=moment)
    with reading() as session:
        stored = session.scalars(select(Observation.observed_at).order_by(Observation.id)).all()
    assert stored == [datetime.fromisoformat(moment) for moment in MOMENTS]
    assert (stored[3] - stored[2]).total_seconds() == 3600


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_place_is_given_back_as_it_was_drawn(resident, place):
    assert kept(resident, place=place)["place"] == place


@pytest.mark.parametrize("changes", FIELDS.values(), ids=FIELDS.keys())
def test_a_field_is_given_back_as_it_was_filled(resident, changes):
    told = kept(resident, **changes)
    for name, value in changes.items():
        assert told[name] == value or value.items() <= told[name].items()


def test_a_sending_of_nearly_a_megabyte_is_read(resident):
    spaces = b" " * (1_000_000 - 2_000)
    body = json.dumps(sent()).encode() + spaces
    answer = resident.put(
        f"/api/v1/observations/{new_id()}", data=body, content_type="application/json"
    )
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "media_type", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"]
)
def test_json_is_known_however_it_is_announced(resident, media_type):
    answer = resident.put(
        f"/api/v1/observations/{new_id()}", data=json.dumps(sent()), content_type=media_type
    )
    assert answer.status_code == 201
