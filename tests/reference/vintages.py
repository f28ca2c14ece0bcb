"""Files of outlines made for a test, in the layouts official ones have."""

import json
import sqlite3
import struct

from shapely import MultiPolygon, box, to_wkb
from shapely.geometry import mapping
from sqlalchemy import select

from config.database import reading
from reference.territories import store
from reference.territories.tables import Territory

FIRST, SECOND = "76901", "76902"


def square(column, row=0, size=0.1):
    """A square commune in the sea off Fécamp: they stand side by side."""
    west, south = 1 + column * size, 50 + row * size
    return box(round(west, 9), south, round(west + size, 9), south + size)


def feature(code, name, shape, **properties):
    drawn = mapping(shape) if shape is not None and not isinstance(shape, dict) else shape
    told = {"code": code, "nom": name, **properties}
    return {"type": "Feature", "properties": told, "geometry": drawn}


def geojson(path, *features, **more):
    told = {"type": "FeatureCollection", **more, "features": features}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def geopackage(path, rows, epsg=4326, layers=("commune",), columns=("INSEE_COM", "NOM")):
    """A GeoPackage of IGN's kind: `rows` are (code, name, shape)."""
    database = sqlite3.connect(path)
    database.executescript(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,"
        " organization TEXT, organization_coordsys_id INTEGER, definition TEXT);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,"
        " geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);"
    )
    known = ("it", epsg, "EPSG", epsg, "undefined")
    database.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?)", known)
    code, name = columns
    for layer in layers:
        database.execute(
            f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY, geom BLOB, {code} TEXT, {name} TEXT)'
        )
        told = (layer, "geom", "MULTIPOLYGON", epsg, 0, 0)
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", told)
        made = [(blob(shape, epsg), *facts) for *facts, shape in rows]
        database.executemany(f'INSERT INTO "{layer}" (geom, {code}, {name}) VALUES (?, ?, ?)', made)
    database.commit()
    database.close()
    return path


def blob(shape, epsg):
    """A GeoPackage geometry: its header, the envelope, the WKB."""
    envelope = struct.pack("<4d", *(shape.bounds[at] for at in (0, 2, 1, 3)))
    many = shape if shape.geom_type == "MultiPolygon" else MultiPolygon([shape])
    return b"GP\0\x03" + struct.pack("<i", epsg) + envelope + to_wkb(many, byte_order=1)


def told(answer):
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


def known():
    """What is in force: code, name and vintage of each commune that has a true outline."""
    with reading() as session:
        rows = session.scalars(select(Territory).where(Territory.code > "769"))
        return {(row.code, row.name, row.vintage) for row in rows if store.is_in_force(row)}


def found(anyone, **query):
    answer = anyone.get("/api/v1/territories", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]
