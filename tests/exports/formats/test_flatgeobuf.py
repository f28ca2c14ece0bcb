"""FlatGeobuf, judged by GDAL."""

from pathlib import Path
from typing import Any

import pyogrio
import pytest
from shapely import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    box,
    from_wkb,
)

from config.protocols import PROTOCOLS
from exports.facts import place, values
from exports.formats.flatgeobuf import FORMAT
from tests.exports.formats.examples import (
    GROVE,
    HARBOUR,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)
from tests.exports.formats.hostile_texts import hostile_texts

TREE = PROTOCOLS["tree"]
SHAPES = [
    HARBOUR,
    GROVE,
    LineString([(0, 45), (1, 46), (2, 45)]),
    MultiPoint([(0, 45), (1, 46)]),
    MultiLineString([[(0, 45), (1, 46)], [(2, 45), (3, 46), (4, 45)]]),
    MultiPolygon([GROVE, box(1, 45, 2, 46)]),
    GeometryCollection([Point(1, 45), GROVE]),
]


def read(path: Path) -> dict[str, dict[str, Any]]:
    """Every feature by its identifier, its shape under `shape`."""
    told, _, shapes, columns = pyogrio.raw.read(path)
    cells = {name: list(column) for name, column in zip(told["fields"], columns, strict=True)}
    cells["shape"] = [wkb and from_wkb(wkb) for wkb in shapes]
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return {row["uuid"]: row for row in rows}


@pytest.mark.parametrize("count", [0, 1, 3, 16, 17, 257, 2500])
def test_gdal_reads_every_record_where_it_is(tmp_path: Path, count: int) -> None:
    path = written(FORMAT, tmp_path, records(count), dataset())

    told = pyogrio.read_info(path, force_feature_count=True, force_total_bounds=True)

    assert (told["layer_name"], told["features"], told["crs"]) == ("tree", count, "EPSG:4326")
    assert told["layer_metadata"]["TITLE"] == "Arbre remarquable"
    assert FORMAT.count(path) == count
    expected = {str(one.uuid): place(one) for one in records(count)}
    assert {uuid: row["shape"] for uuid, row in read(path).items()} == expected


def test_gdal_reads_the_values_written(tmp_path: Path) -> None:
    (told,) = read(written(FORMAT, tmp_path, [record()], dataset())).values()

    assert [*told][:-1] == list(values(record(), TREE))
    assert (told["number"], told["girth_cm"], told["planted_on"]) == (1, 415.0, "1850")
    assert str(told["first_day"])[:10] == "2026-05-17"
    assert told["criteria"] == "dimensions|landscape"
    assert not told["demonstration"]
    assert told["wikidata"] is None


def test_gdal_reads_every_shape_and_a_record_without_place(tmp_path: Path) -> None:
    shown = [*motley(), *(record(number=500 + n, place=one) for n, one in enumerate(SHAPES))]

    told = read(written(FORMAT, tmp_path, shown, dataset()))

    assert {uuid: row["shape"] for uuid, row in told.items()} == {
        str(one.uuid): place(one) for one in shown
    }


@pytest.mark.parametrize("count", [1, 40])
def test_records_that_all_lack_a_place_make_a_file_without_index(
    tmp_path: Path, count: int
) -> None:
    path = written(FORMAT, tmp_path, records(count, place=None), dataset())

    assert len(read(path)) == FORMAT.count(path) == count


def test_gdal_finds_by_the_index_what_lies_in_a_box(tmp_path: Path) -> None:
    shown = [*records(2500), record(number=9999, place=None)]
    path = written(FORMAT, tmp_path, shown, dataset())

    assert pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"]
    for west, north in ((0.30005, 49.70005), (0.31005, 49.70035), (0.32945, 49.8), (0.5, 49.8)):
        window = box(west, 49.69995, west + 0.0003, north)
        found, _ = pyogrio.read_bounds(path, bbox=window.bounds)
        expected = [one for one in shown if window.intersects(place(one))]
        assert len(found) == len(expected)


def test_hostile_texts_come_back_whole(tmp_path: Path) -> None:
    shown = [record(number=n, observer=text) for n, text in enumerate(hostile_texts(), start=1)]

    told = read(written(FORMAT, tmp_path, shown, dataset()))

    assert {row["observer"] for row in told.values()} == set(hostile_texts())


def test_nothing_is_written_that_the_record_does_not_hold(tmp_path: Path) -> None:
    shown = record(answers={**TREE.example, "secret": "canary"})

    assert b"canary" not in written(FORMAT, tmp_path, [shown], dataset()).read_bytes()


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    shown = [*records(1500), *motley()]

    first = written(FORMAT, tmp_path, shown, dataset()).read_bytes()
    second = written(FORMAT, tmp_path, shown, dataset()).read_bytes()

    assert first == second


def test_a_record_adds_to_memory_its_box_and_its_rank_alone(tmp_path: Path) -> None:
    assert (peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000)) / 4000 < 160
