"""What people and machines put in files: told by row, never a crash, never kept by half."""

import sqlite3
import struct

import pytest

from citizen.imports.examining import Order, examine
from citizen.imports.mapping.reading import read
from citizen.imports.reports import in_words
from config.protocols import PROTOCOLS
from tests.citizen.imports.files import (
    IN_COLUMNS,
    MAPPING,
    ROWS,
    feature,
    geojson,
    geopackage,
    point,
    table,
)  # fmt: skip

TREE = PROTOCOLS["tree"]
GOOD = ROWS[0]


def order(file, text=MAPPING + IN_COLUMNS):
    mapping = read(text, TREE)
    return Order(file, mapping, TREE, mapping.source)


def nothing(_position):
    """Nobody looks how far it is."""


def errors(file, text=MAPPING + IN_COLUMNS):
    """What is wrong with each row: its number, its pointers and sentences."""
    report = in_words(examine(order(file, text), nothing).kept_form(), "en")
    return {
        one["row"]: [(e["pointer"], e["detail"]) for e in one["errors"]] for one in report["wrong"]
    }


@pytest.mark.parametrize(
    ("row", "pointer", "words"),
    [
        ("2;x;9;2024;NaN;0.37", "/lon", "a position is expected"),
        ("2;x;9;2024;49.7;inf", "/lon", "a position is expected"),
        ("2;x;9;2024;;", "/lon", "required"),
        ("2;x;9;2024;0.3741;49.7572", "/lon", "look swapped"),
        ("2;x;9;2024;52.5;13.4", "/lon", "not in France"),
        ("2;x;9;2024;6963646;510871", "/lon", "EPSG:2154"),
        ("2;x;9;31/02/2024;49.7;0.37", "/vu", "unreadable date"),
        ("2;x;9;2999;49.7;0.37", "/vu", "in the future"),
        ("2;x;9;1512;49.7;0.37", "/vu", "before 1800"),
        ("2;x;neuf;2024;49.7;0.37", "/tour", "a number is expected"),
        ("2;x;900000;2024;49.7;0.37", "/tour", "at most 3000 cm"),
        ("2;x\x07;9;2024;49.7;0.37", "/nom", "control characters"),
        ("2;" + "e\u0301" + "\u0301" * 60 + ";9;2024;49.7;0.37", "/nom", "control characters"),
        ("2;" + "x" * 256 + ";9;2024;49.7;0.37", "/nom", "at most 255"),
        ("2;" + "x" * 110_000 + ";9;2024;49.7;0.37", "/nom", "at most 100000"),
        (";x;9;2024;49.7;0.37", "/id", "required"),
        ("i" * 300 + ";x;9;2024;49.7;0.37", "/id", "at most 255"),
        ("1;x;9;2024;49.7;0.37", "", "already that of another row"),
        ("2;x;9;2024;49.7;0.37;more", "", "7 cells for 6 columns"),
    ],
)
def test_a_bad_row_is_told_by_its_column(app, tmp_path, row, pointer, words):
    found = errors(table(tmp_path, GOOD, row))
    assert list(found) == [3]
    assert found[3][0][0] == pointer
    assert words in found[3][0][1]


def test_swapped_coordinates_of_a_projection_are_told_too(app, tmp_path):
    text = MAPPING + IN_COLUMNS + 'projection = "EPSG:2154"\n'
    file = table(tmp_path, "1;x;9;2024;6963646;510871", "2;x;9;2024;510871;6963646")
    assert "look swapped" in errors(file, text)[3][0][1]


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "required"), ("POINT", "GeoJSON geometry"), ({"type": "Point"}, "position"),
        (point(1e300), "not finite"),
        (point("0.37"), "a position is expected"), (point(True), "a position is expected"),
        ({"type": "MultiPoint", "coordinates": [[0.37, 49.7], [0.38, 49.7]]}, "several parts"),
        ({"type": "GeometryCollection", "geometries": []}, "several parts"),
        ({"type": "LineString", "coordinates": [[0.37, 49.7]]}, "incomplete drawing"),
        ({"type": "LineString", "coordinates": [[0.37, 49.7]] * 501}, "more than 500 vertices"),
        ({"type": "Polygon", "coordinates": [[[0, 49], [1, 50], [1, 49], [0, 50], [0, 49]]]},
         "crosses itself"),
        ({"type": "Curve", "coordinates": [0.37, 49.7]}, "GeoJSON geometry"),
    ],
)  # fmt: skip
def test_a_bad_geometry_is_told(app, tmp_path, geometry, words):
    file = geojson(tmp_path, feature(geometry, id=1, nom="x", tour=9, vu="2024"))
    assert words in errors(file, MAPPING)[1][0][1]


def test_geometries_may_be_mixed_as_the_protocol_takes_them(app, tmp_path):
    line = {"type": "LineString", "coordinates": [[0.37, 49.7], [0.38, 49.7]]}
    told = {"nom": "x", "tour": None, "vu": "2024"}
    file = geojson(tmp_path, feature(point(), id=1, **told), feature(line, id=2, **told))
    assert examine(order(file, MAPPING), nothing).kept == 2


def test_nested_wkb_does_not_bring_geos_down(app, tmp_path):
    deep = b"".join(b"\1" + struct.pack("<II", 7, 1) for _ in range(7000))
    file = geopackage(tmp_path / "a.gpkg", [("1", "x", 0.37, 49.7)])

    with sqlite3.connect(file) as database:
        database.execute("UPDATE arbres SET geom = ?", (b"GP\0\1" + b"\0" * 4 + deep,))
    database.close()
    assert errors(file, MAPPING.split("[answers")[0].replace('date = "vu"\n', ""))[1]
