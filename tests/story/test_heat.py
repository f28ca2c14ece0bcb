"""Felt heat is counted by squares, with enough people, and is never a point anywhere."""

import csv
import io
import json

import pytest

from tests.sendings import sent

HERE = [0.374137, 49.757283]
HOURS = ("15:10", "16:20", "17:30")


@pytest.fixture
def feel(new_resident, report, decide):
    """Have people say what they feel at some hours, all accepted; return the identifiers."""

    def told(people, hours=HOURS, **answers):
        told = []
        for _ in range(people):
            one = new_resident()
            for hour in hours:
                said = sent("heat")["answers"] | answers
                place = {"type": "Point", "coordinates": HERE}
                at = f"2026-07-01T{hour}:00+02:00"
                uuid = report("heat", by=one, answers=said, place=place, observed_at=at)
                decide(uuid)
                told.append(uuid)
        return told

    return told


def rows(files):
    return list(csv.DictReader(io.StringIO(files["cells.csv"].decode())))


def test_enough_people_in_a_square_are_counted(feel, publish):
    told = feel(5)
    files = publish("heat")
    (row,) = rows(files)
    assert (row["people"], row["answers"]) == ("5", "15")
    (square,) = json.loads(files["cells.geojson"])["features"]
    assert square["geometry"]["type"] == "Polygon"
    assert [name for name, data in files.items() for u in told if u.encode() in data] == []


def test_too_few_people_are_not_counted(feel, publish):
    feel(4)
    assert rows(publish("heat")) == []


def test_what_is_remembered_is_kept_and_not_counted(feel, publish):
    feel(5, answer_mode="memory")
    files = publish("heat")
    assert rows(files) == []
    assert json.loads(files["cells.geojson"])["features"] == []


def test_memories_add_nothing_to_what_was_felt_on_the_spot(feel, publish):
    feel(5)
    before = rows(publish("heat"))
    feel(3, answer_mode="memory")
    assert rows(publish("heat")) == before


def test_no_answer_is_ever_a_point(feel, anyone, publish):
    (uuid, *_), files = feel(5), publish("heat")
    assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 404
    for name, data in files.items():
        assert b'"Point"' not in data, name
        assert b"0.374137" not in data, name
        assert b"49.757283" not in data, name
    assert {"heat.csv", "heat.geojson", "heat.gpkg"} & files.keys() == set()


def test_its_author_reads_it_again(resident, report, decide):
    uuid = report("heat")
    decide(uuid)
    told = resident.get(f"/api/v1/observations/{uuid}").json
    assert (told["status"], told["public_precision"]) == ("accepted", "group")
