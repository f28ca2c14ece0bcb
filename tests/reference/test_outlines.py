"""Files with a fault: told by row, refused whole, and what is in force stays."""

from math import nan

import pytest
from shapely import Point, set_coordinates

from reference.territories.vintages import outlines
from tests.reference.vintages import (
    FIRST,
    SECOND,
    feature,
    geojson,
    geopackage,
    known,
    square,
)

CROSSED = {
    "type": "Polygon",
    "coordinates": [[[1, 50], [1.1, 50.1], [1.1, 50], [1, 50.1], [1, 50]]],
}
OPEN = {"type": "Polygon", "coordinates": [[[1, 50], [1.1, 50], [1.1, 50.1], [1, 50.1]]]}
RAGGED = {"type": "Polygon", "coordinates": [[[1, 50], [1.1], [1.1, 50.1], [1, 50]]]}
TEXTS = {"type": "Polygon", "coordinates": [[["1", "50"], ["1", "51"], ["2", "51"], ["1", "50"]]]}
FLAT = {"type": "Polygon", "coordinates": [[1, 50], [1.1, 50], [1, 50]]}
FAR = {"type": "Polygon", "coordinates": [[[1e300, 50], [1.1, 50], [1, 51], [1e300, 50]]]}


@pytest.mark.parametrize(
    ("row", "pointer", "words"),
    [
        (feature(FIRST, "A", CROSSED), "/geometry", "crosses itself near 1.05"),
        (feature(FIRST, "A", OPEN), "/geometry/coordinates", "incomplete drawing"),
        (feature(FIRST, "A", RAGGED), "/geometry/coordinates", "a position is expected"),
        (feature(FIRST, "A", TEXTS), "/geometry/coordinates", "a position is expected"),
        (feature(FIRST, "A", FLAT), "/geometry/coordinates", "a position is expected"),
        (feature(FIRST, "A", FAR), "/geometry", "not in France"),
        (feature(FIRST, "A", {"type": "Polygon"}), "/geometry/coordinates", "a list of positions"),
        (feature(FIRST, "A", None), "/geometry", "required"),
        (feature(FIRST, "A", Point(1, 50)), "/geometry/type", "an outline is expected"),
        (feature(FIRST, "A", Point(1, 50).buffer(40)), "/geometry", "not in France"),
        (feature(FIRST, "", square(0)), "/properties/name", "required"),
        (feature(FIRST, "A\u0007", square(0)), "/properties/name", "control characters"),
        (feature(FIRST, "A" * 10**6, square(0)), "/properties/name", "at most 200"),
        (feature("", "A", square(0)), "/properties/code", "required"),
        (feature("7690", "A", square(0)), "/properties/code", "INSEE code"),
        (feature("99999", "A", square(0)), "/properties/code", "INSEE code"),
        (feature(SECOND, "B", square(0)), "/properties/code", "more than once"),
        ({"type": "Feature"}, "/properties/code", "required"),
        ([], "/properties/code", "required"),
        (None, "/geometry", "required"),
    ],
)
def test_a_bad_row_is_told_and_the_file_is_refused_whole(bring, tmp_path, two, row, pointer, words):
    bring(two)
    before = known()
    file = geojson(tmp_path / "b.geojson", feature(SECOND, "Bis", square(1)), row)
    refused = bring(file, vintage=2026)
    assert refused.exit_code == 1
    assert f"row 2, {pointer}: " in refused.stderr
    assert words in refused.stderr
    assert "1 faulty rows, nothing kept" in refused.stderr
    assert known() == before


def test_nan_in_a_geopackage_is_a_bad_row_and_in_a_geojson_a_broken_file(bring, tmp_path):
    torn = set_coordinates(square(0), [(1, 50), (1.1, 50), (nan, 50.05), (1, 50.1), (1, 50)])
    refused = bring(geopackage(tmp_path / "a.gpkg", [(FIRST, "Ancre", torn)]))
    assert refused.exit_code == 1
    assert "row 1, /geometry: coordinates that are not finite" in refused.stderr
    broken = geojson(tmp_path / "a.geojson", feature(FIRST, "Ancre", torn))
    assert "NaN" in broken.read_text()
    refused = bring(broken)
    assert refused.exit_code == 1
    assert "broken or cut short" in refused.stderr


def test_an_outline_of_too_many_vertices_never_reaches_geos(bring, tmp_path, monkeypatch):
    monkeypatch.setattr(outlines, "MAX_VERTICES", 60)
    around = Point(1.05, 50.05).buffer(0.01, quad_segs=16)
    rows = [(FIRST, "Ancre", around)]
    monkeypatch.setattr(outlines, "MultiPolygon", None)
    for file in (
        geojson(tmp_path / "a.geojson", feature(FIRST, "Ancre", around)),
        geopackage(tmp_path / "a.gpkg", rows),
    ):
        refused = bring(file)
        assert refused.exit_code == 1
        assert "at most 60 vertices" in refused.stderr


def test_a_hundred_bad_rows_are_told_and_the_others_counted(bring, tmp_path):
    rows = [feature(f"76{n:03}", "A", CROSSED) for n in range(130)]
    refused = bring(geojson(tmp_path / "a.geojson", *rows))
    assert refused.exit_code == 1
    assert refused.stderr.count("crosses itself") == 100
    assert "and 30 more rows" in refused.stderr
    assert "130 faulty rows" in refused.stderr


def whole(path):
    rows = [(FIRST, "Ancre", square(0)), (SECOND, "Bouée", square(1))]
    if path.suffix == ".gpkg":
        return geopackage(path, rows).read_bytes()
    return geojson(path, *(feature(*row) for row in rows)).read_bytes()


@pytest.mark.parametrize("kind", ["geojson", "gpkg"])
@pytest.mark.parametrize("share", [0.03, 0.5, 0.9])
def test_a_file_cut_short_is_refused_whole(bring, tmp_path, kind, share):
    content = whole(tmp_path / f"whole.{kind}")
    short = tmp_path / f"short.{kind}"
    short.write_bytes(content[: int(len(content) * share)])
    refused = bring(short)
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output
    assert not isinstance(refused.exception, (ValueError, KeyError, TypeError))
    assert known() == set()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"code;nom\n76259;F\xe9camp\n", b"PK\x03\x04", b"{}", b'{"features": 3}', b"[1, 2]",
        b'{"features": []}', b"{\xff\xfe}", b"\0" * 200, b"SQLite format 3\0" + b"x" * 200,
        b'{"crs": {"properties": {"name": "EPSG:1"}}, "features": [{}]}', b"\x89PNG",
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_one_sentence(bring, tmp_path, content):
    file = tmp_path / "wrong.geojson"
    file.write_bytes(content)
    refused = bring(file)
    assert refused.exit_code == 1, refused.output
    (line,) = refused.stderr.strip().splitlines()
    assert line.startswith(f"Error: {file}: ")
    assert known() == set()
