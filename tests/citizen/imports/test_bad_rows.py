"""What people and machines put in files: told by row, never a crash, never kept by half."""

import sqlite3
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citizen.imports import sources
from citizen.imports.examining import Order, examine
from citizen.imports.mapping.reading import read
from citizen.imports.reports import in_words
from citizen.imports.sources.rows import Reading
from config.problems import Problem
from config.protocols import PROTOCOLS
from tests.citizen.imports.files import (
    IN_COLUMNS,
    MAPPING,
    ROWS,
    feature,
    geojson,
    geopackage,
    gpx,
    kml,
    kmz,
    point,
    table,
    written,
)  # fmt: skip

TREE = PROTOCOLS["tree"]
GOOD = ROWS[0]
XML = '<?xml version="1.0"?>'
LAUGHS = '<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><gpx><wpt>&b;</wpt></gpx>'


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
        ("2;x;9;2024;0.3741;49.7572", "/place/coordinates", "look swapped"),
        ("2;x;9;2024;52.5;13.4", "/place/coordinates", "not in France"),
        ("2;x;9;2024;6963646;510871", "/lon", "EPSG:2154"),
        ("2;x;9;31/02/2024;49.7;0.37", "/vu", "unreadable date"),
        ("2;x;9;2999;49.7;0.37", "/observed_at", "in the future"),
        ("2;x;9;1512;49.7;0.37", "/observed_at", "before 1800"),
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
        ({"type": "LineString", "coordinates": [[0.37, 49.7]] * 501}, "at most 500"),
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


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"id;nom\n1;\x81\x8d\n", "not in windows-1252"),
        ("a.csv", b"id;nom;id\n1;2;3\n", "two columns are called"),
        ("a.csv", b'id;nom;tour;vu;lat;lon\n1;"' + b"x\n" * 100_000, "quotation mark left open"),
        ("a.csv", b'id;nom;tour;vu;lat;lon\n"' + b"x" * 2_100_000, "no end"),
        ("a.csv", b";".join(b"c%d" % n for n in range(1001)), "more than 1000 columns"),
        ("a.gpx", XML.encode() + LAUGHS.encode(), "DOCTYPE"),
        ("a.gpx", b"<gpx>" + b"<a>" * 100 + b"</a>" * 100 + b"</gpx>", "too deep"),
        ("a.gpx", b"<gpx><wpt lat='1' lon='2'>" + b"x" * 5_000_001, "out of all proportion"),
        ("a.gpx", b"<gpx><wpt lat='49.7' lon='0.3'>", "broken, cut short"),
        ("a.kml", b"<kml encoding='\xff'>", "broken, cut short"),
        ("a.kmz", b"PK\3\4 not a zip at all", "broken, cut short"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 200, "broken, cut short"),
        ("a.json", b'{"type": "FeatureCollection", "features": [{"type"', "broken, cut short"),
        ("a.json", b'{"features": [{"geometry": {"coordinates": [NaN, 1]}}]}', "broken"),
        ("a.json", b'{"features": [' + b"[" * 5000, "broken, cut short"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_whole(app, tmp_path, name, content, words):
    with pytest.raises(Problem) as refusal:
        examine(order(written(tmp_path, name, content), MAPPING), nothing)
    assert words in str(refusal.value.document("en"))


def test_an_archive_that_would_unpack_out_of_all_proportion_is_refused(app, tmp_path):
    bomb = kmz(tmp_path, "<Placemark/>" + " " * 30_000_000)
    with pytest.raises(Problem) as refusal:
        examine(order(bomb, MAPPING), nothing)
    assert "out of all proportion" in str(refusal.value.document("en"))
    with zipfile.ZipFile(tmp_path / "b.kmz", "w") as other:
        other.writestr("doc.txt", "x")
    with pytest.raises(Problem):
        examine(order(tmp_path / "b.kmz", MAPPING), nothing)


WHOLE = {
    "csv": lambda folder: table(folder, *ROWS),
    "geojson": lambda folder: geojson(folder, feature(point(), id=1, nom="x", vu="2024")),
    "gpkg": lambda folder: geopackage(folder / "w.gpkg", [("1", "x", 0.37, 49.7)] * 50),
    "gpx": lambda folder: gpx(folder, "<wpt lat='49.7' lon='0.3'><name>é</name></wpt>" * 3),
    "kml": lambda folder: kml(folder, "<Placemark><name>é</name></Placemark>" * 3),
    "kmz": lambda folder: kmz(folder, "<Placemark><name>é</name></Placemark>" * 300),
}


def swallowed(file):
    """Read a file to its end; what is wrong with it is a refusal, never another error."""
    try:
        with sources.opened(file, Reading()) as source:
            return sum(1 for _ in source.rows(nothing))
    except Problem as refusal:
        assert refusal.kind.code == "unreadable-inventory"
        assert refusal.document("fr")["errors"]
        return -1


FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FUZZ
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"{", b"<gpx ", b"<kml", b"PK\3\4", b"a;b\n"])
)
def test_any_bytes_are_read_or_refused(tmp_path, content, head):
    swallowed(written(tmp_path, "any", head + content))


@FUZZ
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_damaged_anywhere_is_read_or_refused(tmp_path, kind, data):
    content = bytearray(WHOLE[kind](tmp_path).read_bytes())
    if kind == "gpkg":
        (tmp_path / "w.gpkg").unlink()
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[at:]
    else:
        content[at] = data.draw(st.integers(0, 255))
    swallowed(written(tmp_path, "damaged", bytes(content)))


@FUZZ
@given(st.text(max_size=300))
def test_any_mapping_is_read_or_refused(text):
    try:
        read(text, TREE)
    except Problem as refusal:
        assert refusal.kind.code == "bad-mapping"


CELL = st.text(max_size=12) | st.sampled_from(
    ["49.7572", "0.3741", "2024-05-14", "9", "NaN", "1e9"]
)


@FUZZ
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), min_size=1, max_size=4))
def test_any_cells_make_rows_that_are_kept_or_told(app, tmp_path, rows):
    lines = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    try:
        report = examine(order(table(tmp_path, *lines, encoding="utf-8")), nothing)
    except (Problem, UnicodeEncodeError):
        return
    in_words(report.kept_form(), "fr")
    assert report.rows + report.faulty + report.aside <= len(rows)
