"""The GeoPackage, judged by GDAL and by what the standard wants of its tables."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, timedelta, timezone
from pathlib import Path
from struct import unpack_from
from typing import Any

import pyogrio
import pytest
from shapely import from_wkb

from config.protocols import PROTOCOLS
from exports.facts import place, values
from exports.formats.geopackage import FORMAT
from tests.exports.formats.examples import (
    AS_OF,
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
TRIGGERS = {"insert", "update1", "update2", "update3", "update4", "delete"}  # of version 1.3


def asked(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


@pytest.mark.parametrize("count", [0, 3, 1000, 2500])
def test_gdal_reads_every_record_where_it_is(tmp_path: Path, count: int) -> None:
    path = written(FORMAT, tmp_path, records(count), dataset())

    told = pyogrio.read_info(path, force_total_bounds=True)

    assert (told["layer_name"], told["features"], told["crs"]) == ("tree", count, "EPSG:4326")
    if count > 300:
        expected = (0.30, 49.70, 0.3299, 49.70 + count // 300 / 10_000)
        assert told["total_bounds"] == pytest.approx(expected, abs=1e-9)


def test_gdal_reads_the_values_written(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record()], dataset())

    told, _, shapes, columns = pyogrio.raw.read(path)

    read = dict(zip(told["fields"], (column[0] for column in columns), strict=True))
    assert from_wkb(shapes[0]).equals_exact(HARBOUR)
    assert list(read) == list(values(record(), TREE))
    assert (read["number"], read["girth_cm"], read["planted_on"]) == (1, 415.0, "1850")
    assert str(read["first_day"]) == "2026-05-17"
    assert read["criteria"] == "dimensions|landscape"
    assert not read["demonstration"]
    assert read["wikidata"] is None


def test_gdal_reads_every_shape_and_a_record_without_place(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, motley(), dataset())

    _, _, shapes, _ = pyogrio.raw.read(path)

    read = [wkb and from_wkb(wkb) for wkb in shapes]
    assert read == [place(one) for one in motley()]
    assert read[2].equals(GROVE)


def test_gdal_finds_by_the_index_what_lies_in_a_box(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, records(1000), dataset())

    _, shapes = pyogrio.read_bounds(path, bbox=(0.30005, 49.69995, 0.30035, 49.70005))

    assert shapes.shape[1] == 3
    assert asked(path, "SELECT count(*) FROM rtree_tree_geom") == [(1000,)]
    assert asked(path, "SELECT rtreecheck('rtree_tree_geom')") == [("ok",)]


def test_a_program_may_go_on_writing_and_the_index_follows(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, records(3), dataset())
    told, _, shapes, columns = pyogrio.raw.read(path)

    pyogrio.raw.write(
        path, shapes, columns, told["fields"], layer="tree", append=True, geometry_type="Unknown",
        crs="EPSG:4326", driver="GPKG",
    )  # fmt: skip

    assert asked(path, "SELECT count(*) FROM rtree_tree_geom") == [(6,)]


def test_hostile_texts_come_back_whole(tmp_path: Path) -> None:
    shown = [record(number=n, observer=text) for n, text in enumerate(hostile_texts(), start=1)]

    path = written(FORMAT, tmp_path, shown, dataset())

    assert [text for (text,) in asked(path, "SELECT observer FROM tree")] == hostile_texts()


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [], dataset())

    assert asked(path, "PRAGMA application_id") == [(0x47504B47,)]
    assert asked(path, "PRAGMA user_version") == [(10300,)]
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, "PRAGMA foreign_key_check") == []


def test_the_tables_of_the_standard_name_the_layer(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record()], dataset())

    assert asked(path, "SELECT * FROM gpkg_contents") == [
        (
            "tree",
            "features",
            "Arbre remarquable",
            "Ville de Fécamp, 2026-06-30, Licence Ouverte 2.0",
            "2026-06-30T21:15:07.000Z",
            *(HARBOUR.x, HARBOUR.y, HARBOUR.x, HARBOUR.y),
            4326,
        )
    ]
    assert asked(path, "SELECT * FROM gpkg_geometry_columns") == [
        ("tree", "geom", "GEOMETRY", 4326, 0, 0)
    ]
    systems = asked(path, "SELECT srs_id, organization FROM gpkg_spatial_ref_sys ORDER BY srs_id")
    assert systems == [(-1, "NONE"), (0, "NONE"), (4326, "EPSG")]


def test_the_index_is_declared_with_its_triggers(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [], dataset())

    assert asked(path, "SELECT table_name, extension_name, scope FROM gpkg_extensions") == [
        ("tree", "gpkg_rtree_index", "write-only")
    ]
    names = asked(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    assert {name for (name,) in names} == {f"rtree_tree_geom_{trigger}" for trigger in TRIGGERS}


def test_columns_have_the_types_of_the_standard(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record()], dataset())

    types = dict(asked(path, "SELECT name, type FROM pragma_table_info('tree')"))

    assert set(types.values()) <= {"INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TEXT", "GEOMETRY"}
    assert (types["fid"], types["geom"], types["first_day"]) == ("INTEGER", "GEOMETRY", "DATE")
    assert asked(path, "SELECT typeof(girth_cm), typeof(number) FROM tree") == [("real", "integer")]


def test_geometries_are_little_endian_with_their_envelope(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record(place=GROVE)], dataset())

    ((blob,),) = asked(path, "SELECT geom FROM tree")

    assert unpack_from("<2sBBi", blob) == (b"GP", 0, 0b11, 4326)
    west, south, east, north = GROVE.bounds
    assert unpack_from("<4d", blob, 8) == (west, east, south, north)


def test_the_last_change_is_told_in_universal_time(tmp_path: Path) -> None:
    of = dataset(as_of=AS_OF.astimezone(timezone(timedelta(hours=2))))

    path = written(FORMAT, tmp_path, [], of)

    assert asked(path, "SELECT last_change FROM gpkg_contents") == [("2026-06-30T21:15:07.000Z",)]
    assert AS_OF.tzinfo is UTC


def test_nothing_is_written_that_the_record_does_not_hold(tmp_path: Path) -> None:
    shown = record(answers={**TREE.example, "secret": "canary"})

    path = written(FORMAT, tmp_path, [shown], dataset())

    assert b"canary" not in path.read_bytes()
    ((_, _, *row),) = asked(path, "SELECT * FROM tree")
    told = values(shown, TREE).values()
    assert row == [str(value) if isinstance(value, date) else value for value in told]


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    shown = [*records(1500), *motley()]

    first = written(FORMAT, tmp_path, shown, dataset()).read_bytes()
    second = written(FORMAT, tmp_path, shown, dataset()).read_bytes()

    assert first == second


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000
