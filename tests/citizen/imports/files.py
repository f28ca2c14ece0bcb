"""Inventories made for a test, in the formats they come in; some by GDAL, as towns make them."""

import json
import sqlite3
import struct
import zipfile

from shapely import to_wkb
from shapely.geometry import Point

SOURCE = "https://example.org/arbres"
MAPPING = """
source = "https://example.org/arbres"
identifier = "id"
[observed]
date = "vu"
otherwise = "2020"
[taxon]
cited_name = "nom"
[constants]
category = "single"
[answers.girth_cm]
column = "tour"
unit = "cm"
"""
IN_COLUMNS = '[place]\nlongitude = "lon"\nlatitude = "lat"\n'
HEAD = "id;nom;tour;vu;lat;lon"
ROWS = (
    "1;Quercus robur;415;2024-05-14;49.7572;0.3741",
    "2;Chêne vert;120,5;14/05/2024 07:32;49.7573;0.3742",
    "3;;;;49,7574;0,3743",
)


def table(folder, *rows, head=HEAD, encoding="utf-8", name="arbres.csv"):
    file = folder / name
    file.write_bytes(("\n".join([head, *rows]) + "\n").encode(encoding))
    return file


def written(folder, name, content):
    file = folder / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content, encoding="utf-8")
    return file


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(x=0.3741, y=49.7572):
    return {"type": "Point", "coordinates": [x, y]}


def geojson(folder, *features, **more):
    told = {"type": "FeatureCollection", **more, "features": features}
    return written(folder, "arbres.geojson", json.dumps(told))


def geopackage(path, rows, epsg=4326):
    """A GeoPackage of one layer: rows are (id, nom, x, y), or the bytes of a geometry."""
    database = sqlite3.connect(path)
    database.executescript(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,"
        " organization TEXT, organization_coordsys_id INTEGER, definition TEXT);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,"
        " geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);"
        "CREATE TABLE arbres (fid INTEGER PRIMARY KEY, geom BLOB, id TEXT, nom TEXT);"
        f"INSERT INTO gpkg_spatial_ref_sys VALUES ('it', {epsg}, 'EPSG', {epsg}, '');"
        f"INSERT INTO gpkg_geometry_columns VALUES ('arbres', 'geom', 'POINT', {epsg}, 0, 0);"
    )
    head = b"GP\0\1" + struct.pack("<i", epsg)
    made = [(head + to_wkb(Point(x, y)), number, name) for number, name, x, y in rows]
    database.executemany("INSERT INTO arbres (geom, id, nom) VALUES (?, ?, ?)", made)
    database.commit()
    database.close()
    return path


def gpx(folder, body):
    head = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    return written(folder, "sortie.gpx", f"{head}{body}</gpx>")


def kml_text(body):
    head = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    return f"{head}{body}</Document></kml>"


def kml(folder, body):
    return written(folder, "arbres.kml", kml_text(body))


def kmz(folder, body, name="doc.kml"):
    file = folder / "arbres.kmz"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, kml_text(body))
    return file
