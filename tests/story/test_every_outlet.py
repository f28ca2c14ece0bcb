"""One tree, followed through every outlet: each tells the same facts, each in its own words."""

import csv
import io
import json
from math import asinh, pi, radians, tan
from zipfile import ZipFile

import duckdb
import mapbox_vector_tile
import pyogrio
from lxml import etree
from shapely import Point, from_wkb, from_wkt

from tests.story.trees import OAK

LONGITUDE, LATITUDE = 0.37411, 49.75723
ASKED = {
    "taxon": {"cd_nom": OAK},
    "place": {"type": "Point", "coordinates": [LONGITUDE, LATITUDE]},
    "place_source": "map",
}

# The facts, and how each outlet tells them: a column, a tag, else a function of what was read.
GENERAL = {
    "id": "uuid", "day": "first_day", "taxon": "cd_nom", "name": "scientific_name",
    "commune": "commune_code", "girth": "girth_cm", "height": "height_m", "certain": "validation",
}  # fmt: skip
FACTS = {
    "day": "2026-05-14", "taxon": str(OAK), "name": "Quercus robur", "commune": "76259",
    "girth": 415, "height": 22, "certain": "1",
}  # fmt: skip
OUTLETS = {
    "tree.csv": GENERAL, "tree.geojson": GENERAL, "tree.gpkg": GENERAL, "tree.fgb": GENERAL,
    "tree.parquet": GENERAL, "ogc": GENERAL,
    "sinp.csv": {
        "id": "idSINPOccTax", "day": "dateDebut", "taxon": "cdNom",
        "name": lambda one: binomial(one["nomValide"]), "commune": "codeCommune",
        "girth": lambda one: metres(one["valeurAttribut"].split(",")[0]),
        "height": lambda one: one["valeurAttribut"].split(",")[1], "certain": "nivVal",
    },
    "geonature.csv": {
        "id": "uuid_perm_sinp", "day": "date_debut", "taxon": "cd_nom",
        "girth": lambda one: metres(json.loads(one["additional_data"])["circonference"]),
        "height": lambda one: json.loads(one["additional_data"])["hauteur"],
        "certain": "niveau_validation",
    },
    "dwca.zip": {
        "id": "occurrenceID", "day": "eventDate",
        "taxon": lambda one: one["taxonID"].rpartition("/")[2],
        "name": lambda one: binomial(one["scientificName"]),
        "commune": lambda one: one["locationID"].removeprefix("INSEE:"),
        "girth": lambda one: metres(json.loads(one["dynamicProperties"])["girthInMeters"]),
        "height": lambda one: json.loads(one["dynamicProperties"])["heightInMeters"],
    },
    "arbres.csv": {
        "day": "date_releve", "name": lambda one: f"{one['genre']} {one['espece']}",
        "commune": "code_insee", "girth": "circonference",
        "height": lambda one: float(one["hauteur"]) / 100,
    },
    "tree.osm": {
        "name": "species", "girth": lambda one: metres(one["circumference"]),
        "height": "height",
    },
    "api": {
        "id": "uuid", "day": "observed_at", "taxon": lambda one: one["taxon"]["cd_nom"],
        "commune": "territory", "girth": lambda one: one["answers"]["girth_cm"],
        "height": lambda one: one["answers"]["height_m"], "certain": "validation",
    },
    "tile": {"id": "uuid", "name": "scientific_name", "day": "first_day"},
}  # fmt: skip
TEXTS = {  # outlets for people: what is read in them
    "page": ("Chêne pédonculé", "Quercus robur", "14 mai 2026", "415", "Fécamp"),
    "feed": ("Chêne pédonculé", "14 mai 2026", "Fécamp"),
    "changes.csv": ("added",),
}


def binomial(full):
    return " ".join(full.split()[:2])


def metres(told):
    """A girth in metres, in centimetres."""
    return round(float(str(told).removesuffix(" m")) * 100)


def plain(value):
    """A value as it is compared: numbers as numbers, days without their hour."""
    text = str(value)[:10] if "T00:00" in str(value) else str(value)
    return float(text) if text.replace(".", "", 1).isdigit() and len(text) < 12 else text


def table(data, delimiter=","):
    (one,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter)
    return one


def drawn(path):
    told, _, shapes, columns = pyogrio.raw.read(path)
    one = {name: column[0] for name, column in zip(told["fields"], columns, strict=True)}
    return one, from_wkb(shapes[0])


def columns(path):
    found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    (row,) = found.fetchall()
    one = dict(zip(found.columns, row, strict=True))
    return one, from_wkb(bytes(one["geometry"]))


def node(data):
    (one,) = etree.fromstring(data).iter("node")
    tags = {tag.get("k"): tag.get("v") for tag in one.iter("tag")}
    return tags, Point(float(one.get("lon")), float(one.get("lat")))


def tile(anyone):
    x = int((LONGITUDE + 180) / 360 * 2**14)
    y = int((1 - asinh(tan(radians(LATITUDE))) / pi) / 2 * 2**14)
    drawn_ = mapbox_vector_tile.decode(anyone.get(f"/tiles/tree/14/{x}/{y}.mvt").data)
    (one,) = drawn_["tree"]["features"]
    return one["properties"]


def at(one, *names):
    return Point(*(float(str(one[name]).replace(",", ".")) for name in names))


def read(files, anyone, uuid, folder):
    """What each outlet tells of the tree, and where it puts it."""
    for name in ("tree.gpkg", "tree.fgb", "tree.parquet"):
        (folder / name).write_bytes(files[name])
    archive = ZipFile(io.BytesIO(files["dwca.zip"])).read("occurrence.txt")
    geojson = json.loads(files["tree.geojson"])["features"][0]
    item = anyone.get(f"/ogc/collections/tree/items/{uuid}?f=json").json
    api = anyone.get(f"/api/v1/observations/{uuid}").json
    flat, sinp, geonature = (
        table(files["tree.csv"]),
        table(files["sinp.csv"]),
        table(files["geonature.csv"], ";"),
    )
    occurrence, tree = table(archive, "\t"), table(files["arbres.csv"], ";")
    return {
        "tree.csv": (flat, at(flat, "longitude", "latitude")),
        "tree.geojson": (geojson["properties"], Point(geojson["geometry"]["coordinates"])),
        "tree.gpkg": drawn(folder / "tree.gpkg"), "tree.fgb": drawn(folder / "tree.fgb"),
        "tree.parquet": columns(folder / "tree.parquet"),
        "ogc": (item["properties"], Point(item["geometry"]["coordinates"])),
        "sinp.csv": (sinp, from_wkt(sinp["geometrie"])),
        "geonature.csv": (geonature, from_wkt(geonature["geometrie_wkt_4326"])),
        "dwca.zip": (occurrence, at(occurrence, "decimalLongitude", "decimalLatitude")),
        "arbres.csv": (tree, at(tree, "longitude", "latitude")),
        "tree.osm": node(files["tree.osm"]),
        "api": (api, Point(api["place"]["coordinates"])),
        "tile": (tile(anyone), None),
    }  # fmt: skip


def test_each_fact_of_a_tree_is_the_same_in_every_outlet(report, decide, publish, anyone, tmp_path):
    uuid = report("tree", **ASKED)
    decide(uuid)
    files = publish("tree")
    told = read(files, anyone, uuid, tmp_path)
    assert told.keys() == OUTLETS.keys()
    known = FACTS | {"id": uuid}
    differs = [
        (outlet, fact, found, known[fact])
        for outlet, ways in OUTLETS.items()
        for fact, way in ways.items()
        for found in [way(told[outlet][0]) if callable(way) else told[outlet][0].get(way)]
        if plain(found) != plain(known[fact])
    ]
    assert differs == []
    places = {name: place for name, (_, place) in told.items() if place is not None}
    assert {
        name for name, one in places.items() if one.distance(Point(LONGITUDE, LATITUDE)) > 1e-7
    } == set()

    texts = {
        "page": anyone.get(f"/arbres/{uuid}").text,
        "feed": anyone.get("/feeds/tree.atom").text,
        "changes.csv": files["changes.csv"].decode(),
    }
    for name, facts in TEXTS.items():
        shown = texts[name].replace("\N{NO-BREAK SPACE}", " ")
        assert {one for one in (*facts, uuid) if one not in shown} == set(), name
    outlets = {*OUTLETS, *TEXTS, "visits.csv", "tree.osc", "maproulette.geojsonl"}
    about = {"manifest.json", "datapackage.json", "photos.csv", "photos.zip"}
    rest = {one for one in files if one not in outlets | about}
    assert {one for one in rest if not one.startswith(("notice", "cadre", "jeu-de"))} == set()
    assert uuid in files["visits.csv"].decode()
