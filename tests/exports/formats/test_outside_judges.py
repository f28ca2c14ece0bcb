"""Files of no, three and a thousand records, hostile texts too, as outside tools read them."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import geoparquet_validator
import osmium
import pytest

from exports.formats.csv_table import FORMAT as CSV
from exports.formats.geoparquet import FORMAT as GEOPARQUET
from exports.formats.osm import FORMAT as OSM
from exports.records import Record
from tests.exports.formats.examples import dataset, motley, records, written

ALL = "SELECT uuid, cited_name, observer FROM read_parquet(?) ORDER BY uuid"
SHOWN = {"none": [], "three": [*records(3)], "thousand": [*records(1000)], "motley": motley()}


@pytest.fixture(params=SHOWN.values(), ids=SHOWN)
def shown(request: pytest.FixtureRequest) -> list[Record]:
    found: list[Record] = request.param
    return found


def asked(sql: str, *values: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as database:
        return database.execute(sql, values).fetchall()


def told(shown: Iterable[Record]) -> list[tuple[str, str | None, str | None]]:
    return sorted((str(one.uuid), one.cited_name or None, one.observer or None) for one in shown)


def test_the_validator_of_geoparquet_finds_no_fault(tmp_path: Path, shown: list[Record]) -> None:
    path = written(GEOPARQUET, tmp_path, shown, dataset())
    report = geoparquet_validator.check(str(path))
    assert geoparquet_validator.failed(report, "core") == []
    assert geoparquet_validator.failed(report, "covering") == []
    passed = {one["id"] for one in report["outcomes"] if one["status"] == "pass"}
    assert "/conf/core/geo-metadata" in passed


def test_the_validator_finds_a_fault_that_is_planted(tmp_path: Path) -> None:
    path = written(GEOPARQUET, tmp_path, records(3), dataset())
    spoilt = path.read_bytes().replace(b'"encoding":"WKB"', b'"encoding":"XKB"')
    assert spoilt != path.read_bytes()
    report = geoparquet_validator.check_bytes("spoilt.parquet", spoilt)
    assert not geoparquet_validator.conformant(report, "core")


def test_duckdb_reads_geoparquet_text_by_text(tmp_path: Path, shown: list[Record]) -> None:
    path = written(GEOPARQUET, tmp_path, shown, dataset())
    assert asked(ALL, str(path)) == told(shown)
    box = "SELECT count(*) FROM read_parquet(?) WHERE bbox.xmin > 0.29999 AND bbox.xmax < 0.30105"
    if len(shown) == 1000:
        assert asked(box, str(path)) == [(43,)], "eleven to a row, four rows, but the first of all"


def test_duckdb_reads_the_csv_row_by_row(tmp_path: Path, shown: list[Record]) -> None:
    path = written(CSV, tmp_path, shown, dataset())
    counted = "SELECT count(*), count(DISTINCT uuid) FROM read_csv(?, all_varchar = true)"
    assert asked(counted, str(path)) == [(len(shown), len(shown))]


def test_osmium_reads_each_tree_of_the_osm_file(tmp_path: Path, shown: list[Record]) -> None:
    path = written(OSM, tmp_path, shown, dataset())
    trees = [
        (one.id, one.location.valid())
        for one in osmium.FileProcessor(str(path))
        if one.is_node() and one.tags.get("natural") == "tree"
    ]
    assert len(trees) <= OSM.count(path)
    assert all(number < 0 and is_placed for number, is_placed in trees)
    assert len(trees) <= len(shown)
    if shown and shown is SHOWN["three"]:
        assert len(trees) == 3
