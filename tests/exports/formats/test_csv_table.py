"""The CSV table, judged by frictionless and by what a spreadsheet would make of it."""

import csv
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from frictionless import Resource, Schema
from shapely import Point, from_wkt

from config.protocols import PROTOCOLS
from exports.columns import COLUMNS, POSITION
from exports.facts import values
from exports.format import Column
from exports.formats.csv_table import FORMAT
from exports.records import Record
from exports.spreadsheets import cell, harmless
from tests.exports.formats.examples import (
    LIME_WALK,
    blurred,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)
from tests.exports.formats.hostile_texts import hostile_texts

TREE = PROTOCOLS["tree"]
BIRD = {"group": "bird", "count": 2, "contact": "seen"}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judged(path: Path, columns: list[Column]) -> Any:
    fields = [{"name": c.name, "type": c.type, "constraints": dict(c.constraints)} for c in columns]
    schema = Schema.from_descriptor({"fields": fields})
    return Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()


def flattened(value: Any) -> set[str]:
    """Every value a record holds, as a cell would show it."""
    if isinstance(value, dict):
        return flattened(list(value.values()))
    if isinstance(value, list | tuple):
        inner = [str(one) for one in value]
        return {"|".join(inner), *(text for one in value for text in flattened(one))}
    return {cell(str(value) if isinstance(value, UUID) else value)}


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_record_is_a_line(tmp_path: Path, count: int) -> None:
    assert len(read(written(FORMAT, tmp_path, records(count), dataset()))) == count


@pytest.mark.parametrize("protocol", ["tree", "biodiversity"])
def test_frictionless_accepts_the_table_with_the_columns_told(
    tmp_path: Path, protocol: str
) -> None:
    of = dataset(protocol)
    shown = motley() if protocol == "tree" else [record(answers=BIRD), blurred(number=2)]

    path = written(FORMAT, tmp_path, shown, of)

    report = judged(path, list(FORMAT.columns(of.protocol)))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
def test_a_question_never_takes_the_name_of_another_column(protocol: Any) -> None:
    names = [column.name for column in FORMAT.columns(protocol)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
def test_every_column_is_told_in_both_languages(protocol: Any) -> None:
    assert all({"fr", "en"} <= column.title.keys() for column in FORMAT.columns(protocol))


def test_facts_are_told_in_the_order_of_their_columns() -> None:
    told = [column.name for column in FORMAT.columns(TREE) if column.name not in POSITION]

    assert list(values(record(), TREE)) == told


def test_general_columns_come_first_and_are_those_of_every_protocol(tmp_path: Path) -> None:
    for code in ("tree", "biodiversity"):
        header = written(FORMAT, tmp_path, [], dataset(code)).read_text(encoding="utf-8")
        assert header.startswith(",".join(column.name for column in COLUMNS))


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    shown = record(place=Point(-0.5541, 47.4737), first_day=date(2026, 5, 1), is_demonstration=True)

    (row,) = read(written(FORMAT, tmp_path, [shown], dataset()))

    assert (row["longitude"], row["latitude"]) == ("-0.5541", "47.4737")
    assert (row["first_day"], row["last_day"]) == ("2026-05-01", "2026-05-17")
    assert (row["girth_cm"], row["planted_on"]) == ("415", "1850")
    assert row["criteria"] == "dimensions|landscape"
    assert row["photos"] == " ".join(photo.url for photo in shown.photos)
    assert (row["validation"], row["demonstration"]) == ("1", "true")
    assert row["stems"] == ""


def test_a_line_has_its_outline_and_a_point_of_it(tmp_path: Path) -> None:
    (row,) = read(written(FORMAT, tmp_path, [record(place=LIME_WALK)], dataset()))

    assert row["geometry_type"] == "LineString"
    assert from_wkt(row["wkt"]).equals_exact(LIME_WALK, 1e-9)
    assert LIME_WALK.distance(Point(float(row["longitude"]), float(row["latitude"]))) < 1e-6


def test_a_place_is_told_to_the_decimetre_and_without_an_exponent(tmp_path: Path) -> None:
    places = [Point(0.0000123, 49.1234567891), Point(-0.0000001, 49)]

    shown = [record(number=n, place=place) for n, place in enumerate(places, start=1)]

    rows = read(written(FORMAT, tmp_path, shown, dataset()))
    assert [row["longitude"] for row in rows] == ["0.000012", "0"]
    assert [row["latitude"] for row in rows] == ["49.123457", "49"]


def test_without_a_place_its_columns_are_empty(tmp_path: Path) -> None:
    (row,) = read(written(FORMAT, tmp_path, [record(place=None)], dataset()))

    assert [row[name] for name in POSITION] == ["", "", "", ""]


def test_lines_end_as_spreadsheets_expect_and_no_byte_order_mark_begins(tmp_path: Path) -> None:
    content = written(FORMAT, tmp_path, records(2), dataset()).read_bytes()

    assert content.startswith(b"uuid,number,")
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    rows = read(written(FORMAT, tmp_path, motley(), dataset()))

    assert not [
        text
        for row in rows
        for text in row.values()
        if text.startswith(tuple("=+-@\t\r＝＋－＠")) and not is_number(text)
    ]


def test_hostile_texts_come_back_whole_but_for_an_apostrophe(tmp_path: Path) -> None:
    shown = [record(number=n, observer=text) for n, text in enumerate(hostile_texts(), start=1)]

    rows = read(written(FORMAT, tmp_path, shown, dataset()))

    assert [row["observer"] for row in rows] == [harmless(text) for text in hostile_texts()]
    assert [row["observer"].replace("'", "") for row in rows] == [
        text.replace("'", "") for text in hostile_texts()
    ]


def test_nothing_is_written_that_the_record_does_not_hold(tmp_path: Path) -> None:
    shown: Record = record(answers={**TREE.example, "secret": "canary", "story": "canary 2"})

    (row,) = read(written(FORMAT, tmp_path, [shown], dataset()))

    known = flattened(shown) | {"Point", "0.374612", "49.758345", row["photos"], ""}
    assert set(row.values()) <= known
    assert "canary" not in row.values()


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    first = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()
    second = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()

    assert first == second


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
