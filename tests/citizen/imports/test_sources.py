"""Whatever the file is, the same rows come out of it."""

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from config.protocols import PROTOCOLS
from tests.citizen.imports.files import (
    MAPPING,
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

LAMBERT_93 = (510_871.4, 6_963_646.2)  # near Fécamp


def test_geojson_features_are_rows(bring, kept, tmp_path):
    file = geojson(
        tmp_path,
        feature(point(), id=1, nom="Quercus robur", tour=415.5, vu="2024-05"),
        feature({"type": "MultiPoint", "coordinates": [[0.3742, 49.7573, 12]]}, id=2, nom=None),
    )
    assert bring(file, more="").told["kept"] == 2
    found = kept()
    assert found["1"]["answers"]["girth_cm"] == 415.5
    assert found["1"]["time_precision"] == "month"
    assert found["2"]["place"] == {"type": "Point", "coordinates": (0.3742, 49.7573)}


def test_geojson_may_name_its_projection_as_it_did_of_old(bring, kept, tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    file = geojson(tmp_path, feature(point(*LAMBERT_93), id=1, tour=9), crs=crs)
    assert bring(file, more="").told["read"]["projection"].endswith("2154")
    assert near_fecamp(kept()["1"])


def near_fecamp(one):
    longitude, latitude = one["place"]["coordinates"]
    return abs(longitude - 0.3741) < 0.01 and abs(latitude - 49.7572) < 0.02


@pytest.mark.parametrize("epsg", [2154, 3949, 3857, 32631])
def test_a_geopackage_of_gdal_is_read_in_its_own_projection(bring, kept, tmp_path, epsg):
    x, y = pyproj_to(epsg, 0.3741, 49.7572)
    file = tmp_path / "arbres.gpkg"
    pyogrio.raw.write(
        str(file), shapely.to_wkb(np.array([shapely.Point(x, y)])),
        [np.array(["7"]), np.array(["Quercus robur"]), np.array([415.0]), np.array(["2024"])],
        ["id", "nom", "tour", "vu"], geometry_type="Point", crs=f"EPSG:{epsg}", driver="GPKG",
    )  # fmt: skip
    assert bring(file, more="").told["kept"] == 1
    assert kept()["7"]["place"]["coordinates"] == pytest.approx((0.3741, 49.7572), abs=2e-7)


def pyproj_to(epsg, longitude, latitude):
    return Transformer.from_crs(4326, epsg, always_xy=True).transform(longitude, latitude)


def test_the_layer_of_a_geopackage_is_the_only_one_or_the_one_the_mapping_names(
    bring, tmp_path, kept
):
    file = tmp_path / "arbres.gpkg"
    for layer in ("parcs", "arbres"):
        pyogrio.raw.write(
            str(file), shapely.to_wkb(np.array([shapely.Point(0.3741, 49.7572)])),
            [np.array([layer]), np.array(["9"]), np.array(["2024"]), np.array([""])],
            ["id", "tour", "vu", "nom"], layer=layer, geometry_type="Point", crs="EPSG:4326",
            driver="GPKG", append=layer == "arbres",
        )  # fmt: skip
    said = bring(file, more="")
    assert said.exit_code == 1
    assert "choose a layer: arbres, parcs" in said.err
    assert bring(file, more='[file]\nlayer = "arbres"\n').told["kept"] == 1
    assert sorted(kept()) == ["arbres"]


WAYPOINTS = """
source = "https://example.org/arbres"
identifier = "name"
[observed]
date = "time"
[taxon]
cited_name = "desc"
[constants]
category = "single"
[answers.girth_cm]
column = "tour"
"""
WAYPOINT = (
    '<wpt lat="49.7572" lon="0.3741"><time>2024-05-14T05:32:00Z</time><name>A1</name>'
    "<desc>Quercus robur</desc><extensions><x:tour xmlns:x='x'>415</x:tour></extensions></wpt>"
)
TRACK = (
    "<trk><name>T1</name><time>2024-05-14T05:32:00Z</time><trkseg>"
    '<trkpt lat="49.7572" lon="0.3741"/><trkpt lat="49.7573" lon="0.3742"/></trkseg></trk>'
)


def test_waypoints_of_a_gpx_are_points_and_tracks_are_lines(bring, kept, tmp_path):
    said = bring(gpx(tmp_path, WAYPOINT + TRACK), mapping=WAYPOINTS, more="")
    assert said.told["kept"] == 2
    found = kept()
    assert found["A1"]["answers"]["girth_cm"] == 415
    assert found["A1"]["observed_at"] == "2024-05-14T05:32:00+00:00"
    assert found["T1"]["place"]["type"] == "LineString"


def test_tracks_are_set_aside_where_the_protocol_takes_points_alone(bring, kept, tmp_path):
    heat = 'source = "x"\nidentifier = "name"\n[observed]\ndate = "time"\n'
    heat += "[constants]\nsensation = 2\n"
    heat += "".join(
        f"{name} = {value!r}\n".replace("'", '"')
        for name, value in PROTOCOLS["heat"].example.items() if name != "sensation"
    )  # fmt: skip
    said = bring(gpx(tmp_path, WAYPOINT + TRACK), mapping=heat, more="", protocol="heat")
    assert (said.told["kept"], said.told["aside"], said.told["faulty"]) == (1, 1, 0)


PLACEMARK = """<Placemark id="p1"><name>A1</name><description>Quercus robur</description>
<TimeStamp><when>2024-05</when></TimeStamp><ExtendedData><Data name="tour"><value>415</value></Data>
<SchemaData><SimpleData name="code">12</SimpleData></SchemaData></ExtendedData>
<Point><coordinates>0.3741,49.7572,80</coordinates></Point></Placemark>"""
PLACEMARKS = WAYPOINTS.replace('"time"', '"when"').replace('"desc"', '"description"')


@pytest.mark.parametrize("packed", [kml, kmz])
def test_placemarks_are_rows_with_their_extended_data(bring, kept, tmp_path, packed):
    said = bring(packed(tmp_path, f"<Folder>{PLACEMARK}</Folder>"), mapping=PLACEMARKS, more="")
    assert said.told["kept"] == 1
    one = kept()["A1"]
    assert one["answers"]["girth_cm"] == 415
    assert (one["time_precision"], one["place"]["coordinates"]) == ("month", (0.3741, 49.7572))


@pytest.mark.parametrize("driver", ["GPX", "KML", "LIBKML", "GeoJSON"])
def test_what_gdal_writes_is_read(bring, kept, tmp_path, driver):
    suffix = {"LIBKML": "kmz", "KML": "kml", "GPX": "gpx", "GeoJSON": "geojson"}[driver]
    file = tmp_path / f"gdal.{suffix}"
    pyogrio.raw.write(
        str(file), shapely.to_wkb(np.array([shapely.Point(0.3741, 49.7572)])),
        [np.array(["A1"])], ["name"], geometry_type="Point", crs="EPSG:4326", driver=driver,
    )  # fmt: skip
    named = 'source = "x"\nidentifier = "name"\n[observed]\notherwise = "2024"\n'
    said = bring(file, mapping=named + '[constants]\ncategory = "single"\n', more="")
    assert said.told["kept"] == 1, said.err
    assert kept()["A1"]["place"]["coordinates"] == (0.3741, 49.7572)


def test_a_polygon_with_its_hole_comes_through(bring, kept, tmp_path):
    ring = "0.37,49.75 0.38,49.75 0.38,49.76 0.37,49.75"
    hole = "0.375,49.752 0.377,49.752 0.377,49.754 0.375,49.752"
    body = f"""<Placemark><name>A1</name><MultiGeometry><Polygon><outerBoundaryIs><LinearRing>
    <coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing>
    <coordinates>{hole}</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry>
    </Placemark>"""
    named = 'source = "x"\nidentifier = "name"\n[observed]\notherwise = "2024"\n'
    mapping = named + '[constants]\ncategory = "wooded-area"\n'
    assert bring(kml(tmp_path, body), mapping=mapping, more="").exit_code == 0
    assert [len(ring) for ring in kept()["A1"]["place"]["coordinates"]] == [4, 4]


def test_a_made_geopackage_is_read_like_gdals(bring, kept, tmp_path):
    rows = [("1", "Quercus robur", *LAMBERT_93)]
    made = geopackage(tmp_path / "a.gpkg", rows, epsg=2154)
    said = bring(made, mapping=MAPPING.split("[answers")[0].replace('date = "vu"\n', ""), more="")
    assert said.exit_code == 0, said.err
    assert near_fecamp(kept()["1"])


def test_the_place_may_be_written_in_a_column(bring, kept, tmp_path):
    head, wkt = "id;nom;tour;vu;geom", "1;;;2024;POINT Z (510871.4 6963646.2 4)"
    told = '[place]\nwkt = "geom"\nprojection = "EPSG:2154"\n'
    assert bring(table(tmp_path, wkt, head=head), more=told).exit_code == 0
    assert near_fecamp(kept()["1"])
    row = '2;;;2024;"{""type"": ""Point"", ""coordinates"": [0.3741, 49.7572]}"'
    told = '[place]\ngeojson = "geom"\n'
    assert bring(table(tmp_path, row, head=head), more=told).exit_code == 0
    assert near_fecamp(kept()["2"])


def test_a_file_that_is_something_else_says_what_to_do(bring, tmp_path):
    for content, words in (
        (b"", "the file is empty"),
        (b"PK\x03\x04" + b"\0" * 30 + b"[Content_Types].xml", "save it as CSV"),
        (b"<html><body>no</body></html>", "neither GPX nor KML"),
        (b'{"type": "FeatureCollection"}', "no list of features"),
    ):
        said = bring(written(tmp_path, "x", content))
        assert said.exit_code == 1
        assert words in said.err
