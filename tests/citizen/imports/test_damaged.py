"""Damaged and hostile files: read, or refused in a sentence; never another error."""

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citizen.imports import sources
from citizen.imports.examining import examine
from citizen.imports.mapping.reading import read
from citizen.imports.reports import in_words
from citizen.imports.sources.rows import Reading
from config.problems import Problem
from tests.citizen.imports.files import (
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
from tests.citizen.imports.test_bad_rows import TREE, nothing, order

XML = '<?xml version="1.0"?>'
LAUGHS = '<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><gpx><wpt>&b;</wpt></gpx>'


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
