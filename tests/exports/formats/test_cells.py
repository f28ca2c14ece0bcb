"""cells.csv and cells.geojson: the same groups, and nothing of anyone alone."""

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

from config.protocols import PROTOCOLS
from exports.felt_temperature import CLASSES, FELT
from exports.formats import cells, cells_geojson, suiting
from exports.records import Vote
from tests.exports.formats.examples import dataset, votes, written

HEAT = dataset("heat")


def twice() -> list[Vote]:
    """The crowd of the examples, back a day later: enough answers for a square."""
    return votes() + [replace(one, at=one.at + timedelta(days=1)) for one in votes()]


def many(count: int) -> list[Vote]:
    """People of a whole town, over several squares and days."""
    began = votes()[0]
    return [
        replace(
            began,
            person=number % 37,
            longitude=0.37 + number % 11 * 0.001,
            at=began.at + timedelta(hours=number % 240),
        )
        for number in range(count)
    ]


def lines(folder: Path, found: Iterable[Vote]) -> list[dict[str, str]]:
    path = written(cells.FORMAT, folder, found, HEAT)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def collection(folder: Path, found: Iterable[Vote]) -> dict[str, Any]:
    path = written(cells_geojson.FORMAT, folder, found, HEAT)
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def test_felt_heat_is_published_by_squares_only() -> None:
    assert suiting(PROTOCOLS["heat"]) == [cells.FORMAT, cells_geojson.FORMAT]
    assert cells.FORMAT not in suiting(PROTOCOLS["tree"])


def test_a_square_tells_its_people_and_their_answers(tmp_path: Path) -> None:
    (told,) = lines(tmp_path, twice())
    assert (told["people"], told["answers"], told["size_m"]) == ("7", "14", "200")
    assert [told[name] for name in FELT] == ["0", "0", "0", "0", "4", "6", "4"]
    assert (told["month"], told["hours"]) == ("2026-07", "15-20")


def test_two_people_alone_are_not_shown(tmp_path: Path) -> None:
    assert lines(tmp_path, votes()[-2:] * 9) == []
    assert collection(tmp_path, votes()[-2:] * 9)["features"] == []


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_both_files_tell_the_same(tmp_path: Path, count: int) -> None:
    table, drawn = lines(tmp_path, many(count)), collection(tmp_path, many(count))

    assert bool(table) == (count == 1000)
    assert [
        {name: str(value) for name, value in one["properties"].items()} for one in drawn["features"]
    ] == [
        {name: value for name, value in one.items() if name not in {"longitude", "latitude"}}
        for one in [{**one, **_short(one)} for one in table]
    ]


def _short(told: dict[str, str]) -> dict[str, str]:
    return {name: str(float(value)) for name, value in told.items() if "share" in name}


def test_the_same_votes_make_the_same_files_in_any_order(tmp_path: Path) -> None:
    for one in (cells.FORMAT, cells_geojson.FORMAT):
        first = written(one, tmp_path, many(1000), HEAT).read_bytes()
        assert written(one, tmp_path, reversed(many(1000)), HEAT).read_bytes() == first


def test_squares_are_drawn_where_they_are(tmp_path: Path) -> None:
    (feature,) = collection(tmp_path, twice())["features"]
    (told,) = lines(tmp_path, twice())
    drawn = shape(feature["geometry"])
    assert drawn.is_valid
    assert drawn.exterior.is_ccw
    assert drawn.centroid.x == pytest.approx(float(told["longitude"]), abs=1e-5)
    assert drawn.centroid.y == pytest.approx(float(told["latitude"]), abs=1e-5)
    assert feature["id"].startswith(told["cell"])


def test_columns_and_words_are_those_of_the_protocol() -> None:
    columns = {column.name: column for column in cells.COLUMNS}
    for name, felt in zip(FELT, CLASSES, strict=True):
        for language, words in PROTOCOLS["heat"].label("sensation", felt).items():
            assert words in columns[name].title[language]
