"""GeoParquet, read by Arrow, its metadata judged by what version 1.1 asks."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from pyproj import CRS
from shapely import from_wkb

from config.protocols import PROTOCOLS
from exports.facts import place, values
from exports.formats.geoparquet import FORMAT
from exports.parquet import beside
from exports.parquet.beside import Unwritten
from exports.records import Record
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

TREE = PROTOCOLS["tree"]


def made(folder: Path, shown: Iterable[Record]) -> Path:
    return written(FORMAT, folder, shown, dataset())


def geo(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(parquet.read_metadata(path).metadata[b"geo"])
    return told


@pytest.mark.parametrize("count", [0, 3, 2500])
def test_every_record_is_a_row(tmp_path: Path, count: int) -> None:
    path = made(tmp_path, records(count))

    table = parquet.read_table(path)

    assert FORMAT.count(path) == table.num_rows == count
    assert table.column("uuid").to_pylist() == [str(one.uuid) for one in records(count)]


def test_values_shapes_and_hostile_texts_come_back_whole(tmp_path: Path) -> None:
    shown = motley()

    rows = parquet.read_table(made(tmp_path, shown)).to_pylist()

    for one, row in zip(shown, rows, strict=True):
        shape, edges = row.pop("geometry"), row.pop("bbox")
        assert row == values(one, TREE)
        assert (shape and from_wkb(shape)) == place(one)
        assert (tuple(edges.values()) if edges else None) == (one.place and one.place.bounds)


def test_a_code_that_a_phone_sent_as_a_decimal_is_a_code(tmp_path: Path) -> None:
    of = dataset("biodiversity")
    number = next(q for q in of.protocol.asked if q.kind == "number" and q.whole)
    shown = [record(number=n, answers={number.name: n + 0.0}) for n in (1, 2)]

    table = parquet.read_table(written(FORMAT, tmp_path, shown, of))

    assert table.column(number.name).to_pylist() == [1, 2]


def test_the_metadata_are_those_of_geoparquet(tmp_path: Path) -> None:
    told = geo(made(tmp_path, [record(), record(number=2, place=GROVE)]))
    column = told["columns"].pop("geometry")

    assert told == {"version": "1.1.0", "primary_column": "geometry", "columns": {}}
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["Point", "Polygon"]
    assert CRS.from_json_dict(column["crs"]) == CRS("OGC:CRS84")
    assert column["orientation"] == "counterclockwise"
    west, south, east, north = HARBOUR.union(GROVE).bounds
    assert column["bbox"] == [west, south, east, north]
    edges = ("xmin", "ymin", "xmax", "ymax")
    assert column["covering"] == {"bbox": {edge: ["bbox", edge] for edge in edges}}
    assert column.keys() <= {
        "encoding", "geometry_types", "crs", "orientation", "bbox", "covering", "edges", "epoch",
    }  # fmt: skip


def test_a_file_without_any_place_claims_no_extent(tmp_path: Path) -> None:
    (column,) = geo(made(tmp_path, [record(place=None)]))["columns"].values()

    assert column["geometry_types"] == []
    assert "bbox" not in column


def test_readers_may_skip_a_group_by_its_box_or_its_values(tmp_path: Path) -> None:
    group = parquet.read_metadata(made(tmp_path, records(1000))).row_group(0)

    told = [group.column(n) for n in range(group.num_columns)]
    statistics = {one.path_in_schema: one.statistics for one in told}

    west, east = statistics["bbox.xmin"], statistics["bbox.xmax"]
    assert (west.min, east.max) == (0.30, 0.3299)
    assert (statistics["number"].min, statistics["number"].max) == (1, 1000)
    assert statistics["geometry"] is None
    assert {one.compression for one in told} == {"ZSTD"}


def test_rows_leave_by_groups(tmp_path: Path) -> None:
    path = made(tmp_path, (record(number=n) for n in range(1, 20_002)))

    told = parquet.read_metadata(path)
    assert [told.row_group(n).num_rows for n in range(told.num_row_groups)] == [20_000, 1]


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    shown = [*records(1500), *motley()]

    assert made(tmp_path, shown).read_bytes() == made(tmp_path, shown).read_bytes()


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000


def test_a_file_that_cannot_be_written_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unwritten):
        written(FORMAT, tmp_path / "missing", records(3), dataset())
    assert "No such file" in capfd.readouterr().err


def test_what_stops_in_the_middle_leaves_no_process_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *told: Any, **more: Any) -> None:
            super().__init__(*told, **more)
            begun.append(self)

    monkeypatch.setattr(beside.subprocess, "Popen", Noted)

    def broken() -> Iterable[Record]:
        yield record()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        made(tmp_path, broken())
    assert [one.returncode for one in begun] == [1]


def test_the_web_process_never_holds_arrow() -> None:
    asked = "import sys, app; print('pyarrow' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=beside.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
