"""The catalogue, read by what portals read with: one graph in three forms, judged by shapes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from shapely import from_geojson, from_wkt

from config.protocols import PROTOCOLS
from tests.exports.dcat_shapes import SHAPES
from tests.sendings import new_id, sent

SPDX = Namespace("http://spdx.org/rdf/terms#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
BASE = "http://127.0.0.1:8000"
FORMS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}
GIVEN = os.environ.get("DCAT_AP_SHAPES")  # a file of SEMIC's, where there is one: judged by it too
JUDGES = {"ours": SHAPES, **({"theirs": Path(GIVEN).read_text(encoding="utf-8")} if GIVEN else {})}
# rdflib's own reader of JSON-LD
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture
def released(resident, moderator, publisher, deliver):
    uuid = new_id()
    assert resident.put(f"/api/v1/observations/{uuid}", json=sent("tree")).status_code == 201
    deliver()
    address = f"/api/v1/observations/{uuid}/decisions"
    assert moderator.post(address, json={"verdict": "accept"}).status_code == 201
    deliver()
    for dataset in ("tree", "heat"):
        assert publisher.post(f"/api/v1/datasets/{dataset}/releases").status_code == 202
        deliver()


def read(anyone, form):
    answer = anyone.get(f"/catalogue.{form}")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    same = anyone.get(f"/catalogue.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (same.status_code, answer.headers["ETag"][:2]) == (304, '"' + answer.headers["ETag"][1])
    return Graph().parse(data=answer.data, format=FORMS[form])


def test_the_catalogue_is_one_graph_that_tells_every_file(anyone, released):
    told = read(anyone, "ttl")
    assert isomorphic(told, read(anyone, "jsonld"))
    assert isomorphic(told, read(anyone, "rdf"))
    made = {code: anyone.get(f"/api/v1/datasets/{code}").json["latest"] for code in PROTOCOLS}
    files = {
        f"{BASE}/data/{code}/latest/{file['name']}": file
        for code, one in made.items() if one for file in one["files"]
    }  # fmt: skip
    links = {str(one): at for at, one in told.subject_objects(DCAT.downloadURL)}
    assert links.keys() == files.keys()
    for link, file in files.items():
        size = Literal(str(file["bytes"]), datatype=XSD.nonNegativeInteger)
        assert told.value(links[link], DCAT.byteSize) == size
        digest = told.value(told.value(links[link], SPDX.checksum), SPDX.checksumValue)
        assert str(digest).lower() == file["sha256"]
    assert len(list(told.subjects(RDF.type, DCAT.Dataset))) == 2


def test_a_dataset_tells_what_the_harvester_of_data_gouv_reads(anyone, released):
    told = read(anyone, "rdf")
    tree = URIRef(f"{BASE}/catalogue#tree")
    assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", told.value(tree, DCTERMS.identifier))
    assert {one.language for one in told.objects(tree, DCTERMS.title)} == {"fr", "en"}
    assert "etalab" in told.value(tree, DCTERMS.license)
    assert str(told.value(tree, DCTERMS.accrualPeriodicity)).endswith("/frequency/DAILY")
    days = told.value(tree, DCTERMS.temporal)
    assert [str(told.value(days, at)) for at in (DCAT.startDate, DCAT.endDate)] == [
        "2026-05-14"
    ] * 2
    place = told.value(tree, DCTERMS.spatial)
    shapes = {
        one.datatype: str(one) for one in told.objects(place) if getattr(one, "datatype", None)
    }
    drawn, same = from_geojson(shapes[GEO.geoJSONLiteral]), from_wkt(shapes[GEO.wktLiteral])
    assert drawn.geom_type in {"Polygon", "MultiPolygon"}
    assert drawn.hausdorff_distance(same) < 1e-4


@pytest.mark.parametrize("shapes", JUDGES.values(), ids=JUDGES)
def test_the_catalogue_has_the_shape_of_dcat_ap(anyone, released, shapes):
    rules = Graph().parse(data=shapes, format="turtle")
    conforms, _, why = pyshacl.validate(read(anyone, "ttl"), shacl_graph=rules)
    assert conforms, why
    broken = read(anyone, "ttl")
    broken.remove((URIRef(f"{BASE}/catalogue#tree"), DCTERMS.title, None))
    assert not pyshacl.validate(broken, shacl_graph=rules)[0]


def test_a_town_that_published_nothing_has_an_empty_catalogue(anyone):
    told = read(anyone, "jsonld")
    assert len(list(told.subjects(RDF.type, DCAT.Catalog))) == 1
    assert list(told.subjects(RDF.type, DCAT.Dataset)) == []
    assert anyone.get("/catalogue.xls").status_code == 404


def test_pages_lead_to_the_catalogue_and_tell_search_engines(anyone, released):
    page = anyone.get("/donnees?lang=fr").text
    for form in FORMS:
        assert f'href="/catalogue.{form}"' in page
    blocks = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    told = {one["@id"]: one for one in map(json.loads, blocks)}
    tree = told[f"{BASE}/donnees#tree"]
    assert (tree["@type"], tree["temporalCoverage"]) == ("Dataset", "2026-05-14/2026-05-14")
    assert "tree.csv" in [one["name"] for one in tree["distribution"]]


def test_starting_loads_no_library_of_graphs():
    code = "import app, sys; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
