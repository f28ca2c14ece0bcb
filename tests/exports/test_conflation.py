"""Trees compared with an extract of OpenStreetMap: nothing is overwritten, a human decides."""

import base64
import csv
import json
from uuid import UUID

import osmium
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exports.conflation.commands import conflate
from exports.conflation.matching import matched
from exports.conflation.reading import Box, Unreadable, trees
from exports.conflation.rules import OUTCOMES, Ours, Theirs, compared
from exports.conflation.writing import write
from tests.conftest import engine
from tests.sendings import new_id, sent

REF = "ref:FR:Fecamp:brindille"
EAST, NORTH = 0.3741, 49.7572
METRE = 1 / 111_195  # degrees of latitude
OAK = {"natural": "tree", "species": "Quercus robur", "circumference": "4.15"}


def ours(number=1, north=0.0, **changes):
    """One of our trees, so many metres north of the first."""
    uuid = UUID(int=number)
    told = OAK | {REF: str(uuid)} | changes
    return Ours(uuid, EAST, NORTH + north * METRE, {k: v for k, v in told.items() if v})


def theirs(number=1, north=0.0, **tags):
    return Theirs(number, 3, EAST, NORTH + north * METRE, {"natural": "tree"} | tags)


CASES = [  # ours, theirs, what comes of it, why
    (ours(), [], "new", ""),
    (ours(), [theirs(north=30)], "new", ""),
    (ours(), [theirs(north=4)], "tags-to-add", ""),
    (ours(), [theirs(north=4, genus="Quercus")], "tags-to-add", ""),
    (ours(), [theirs(north=4, species="Fagus sylvatica")], "doubtful", "genus"),
    (ours(), [theirs(north=4, circumference="1.2")], "doubtful", "girth"),
    (ours(), [theirs(north=4, circumference="415 cm")], "tags-to-add", ""),
    (ours(), [theirs(1, north=2), theirs(2, north=3)], "doubtful", "several"),
    (ours(), [theirs(north=9, name="Le gros chêne")], "possible-duplicate", "notable"),
    (ours(circumference=""), [theirs(north=9, name="Le gros chêne")], "new", ""),
    (ours(), [theirs(north=20, **{REF: str(UUID(int=1))})], "tags-to-add", ""),
    (ours(), [theirs(north=90, **{REF: str(UUID(int=1))})], "doubtful", "moved"),
    (ours(), [theirs(**ours().tags)], "already-there", ""),
    (ours(), [theirs(**ours().tags, height="12")], "already-there", ""),
    (ours(check_date="2026-05-14"), [theirs(**ours().tags)], "already-there", ""),
    (ours(), [theirs(north=2, **{REF: str(UUID(int=7))})], "new", ""),
]


@pytest.mark.parametrize(("one", "known", "outcome", "why"), CASES)
def test_each_case_has_its_outcome(one, known, outcome, why):
    (match,) = matched([one], known, REF)
    assert (match.outcome, match.why) == (outcome, why)


def test_every_outcome_is_tried():
    assert {outcome for _, _, outcome, _ in CASES} == set(OUTCOMES)


def test_one_of_theirs_is_given_to_the_nearest_of_ours_alone():
    found = matched([ours(1, north=4), ours(2, north=1)], [theirs()], REF)
    assert [one.outcome for one in found] == ["new", "tags-to-add"]


tags = st.dictionaries(
    st.sampled_from(["species", "genus", "height", "name", "check_date", REF]),
    st.text("abc ", max_size=3),
)


@given(tags, tags)
def test_no_value_of_theirs_is_ever_changed(one, other):
    added, differing = compared(one, other)
    kept = {**added, **{key: value for key, value in other.items() if value.strip()}}
    assert all(kept[key] == value for key, value in other.items() if value.strip())
    assert not added.keys() & differing.keys()


@pytest.fixture
def extract(tmp_path):
    """An extract of OpenStreetMap, in the form that its name tells."""

    def made(name, found):
        path = tmp_path / name
        with osmium.SimpleWriter(str(path)) as out:
            for one in found:
                place, told = (one.longitude, one.latitude), dict(one.tags)
                out.add_node(
                    osmium.osm.mutable.Node(id=one.id, version=3, location=place, tags=told)
                )
        return path

    return made


@pytest.mark.parametrize("name", ["a.osm", "a.osm.pbf", "a.osm.gz"])
def test_an_extract_is_read_whatever_its_form(extract, name):
    far = Theirs(9, 3, 2.35, 48.85, {"natural": "tree"})
    referred = far._replace(id=10, tags={REF: "x"})
    bench = theirs(11)._replace(tags={"amenity": "bench"})
    path = extract(name, [theirs(1, genus="Quercus"), far, referred, bench])
    found = [*trees(path, Box(EAST, NORTH, EAST, NORTH), REF)]
    assert [(one.id, one.version) for one in found] == [(1, 3), (10, 3)]
    assert found[0].tags == {"natural": "tree", "genus": "Quercus"}


BOMB = b"""<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<osm version="0.6"><node id="1" version="1" lat="49" lon="0"><tag k="natural" v="&b;"/></node></osm>
"""


@pytest.mark.parametrize(("name", "data"), [
    ("a.osm", b"<osm"), ("a.osm", BOMB), ("a.osm", b"{}"), ("a.osm.pbf", b"nothing"),
    ("a.txt", b""),
])  # fmt: skip
def test_what_is_no_extract_is_said_so(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable):
        [*trees(tmp_path / name, Box(0, 49, 0, 49), REF)]


def nodes(path):
    return {node.get("id"): {tag.get("k"): tag.get("v") for tag in node}
            for node in etree.parse(path).iter("node")}  # fmt: skip


def test_the_files_are_for_a_human_to_apply(tmp_path):
    known = [theirs(1, genus="Fagus", height="20"), theirs(5, north=100, genus="Quercus")]
    told = [ours(1, north=100), ours(2, north=500, species='Ulmus <minor> & "co"')]
    counted = write([*matched(told, known, REF)], tmp_path)
    assert counted["new"] == counted["tags-to-add"] == 1
    assert json.loads((tmp_path / "report.json").read_text()) == counted

    for name in ("new.osm", "tags-to-add.osm"):
        assert etree.parse(tmp_path / name).getroot().get("upload") == "never"
    (new,) = nodes(tmp_path / "new.osm").values()
    assert new["species"] == 'Ulmus <minor> & "co"'
    (completed,) = nodes(tmp_path / "tags-to-add.osm").items()
    assert completed[0] == "5"
    assert completed[1]["genus"] == "Quercus", "what is there is restated"
    assert completed[1]["circumference"] == "4.15"
    (modified,) = etree.parse(tmp_path / "tags-to-add.osc").getroot()
    assert (modified.tag, modified[0].get("version")) == ("modify", "3")

    lines = (tmp_path / "maproulette.geojsonl").read_bytes().splitlines()
    assert all(line.startswith(b"\x1e{") for line in lines)
    first, second = (json.loads(line[1:]) for line in lines)
    content = base64.b64decode(first["cooperativeWork"]["file"]["content"])
    assert etree.fromstring(content)[0].tag == "create"
    (fix,) = second["cooperativeWork"]["operations"]
    assert fix["data"]["id"] == "node/5"
    (operation,) = fix["data"]["operations"]
    assert operation["operation"] == "setTags"
    assert "genus" not in operation["data"]
    for name in ("new.osc", "tags-to-add.osc", "new.osm"):
        assert [one.id for one in osmium.FileProcessor(str(tmp_path / name))]


def test_a_town_compares_its_trees_with_an_extract(
    resident, moderator, deliver, settings, extract, tmp_path
):
    uuids = []
    for north in (0, 200, 400):
        uuids.append(new_id())
        place = {"type": "Point", "coordinates": [EAST, round(NORTH + north * METRE, 6)]}
        told = sent("tree", place=place, place_source="map", taxon={"cd_nom": 116759})
        assert resident.put(f"/api/v1/observations/{uuids[-1]}", json=told).status_code == 201
        deliver()
        moderator.post(f"/api/v1/observations/{uuids[-1]}/decisions", json={"verdict": "accept"})
    known = [theirs(1, genus="Quercus"), theirs(2, north=200, species="Fagus sylvatica")]
    path = extract("town.osm.pbf", known)
    out = tmp_path / "out"
    asked = ["tree", str(path), "--out", str(out), "--json"]
    engine().dispose()  # the command opens the database anew
    told = CliRunner().invoke(conflate, asked, obj=settings)
    assert told.exit_code == 0, told.output
    counts = dict.fromkeys(OUTCOMES, 0) | {"new": 1, "tags-to-add": 1, "doubtful": 1}
    assert json.loads(told.stdout) == counts
    (doubt,) = json.loads((out / "doubtful.geojson").read_text())["features"]
    assert (doubt["properties"]["uuid"], doubt["properties"]["why"]) == (uuids[1], "genus")
    assert doubt["properties"]["osm:species"] == "Fagus sylvatica"
    (completed,) = nodes(out / "tags-to-add.osm").values()
    assert completed["ref:FR:Fecamp:brindille"] == uuids[0]
    with (out / "already-there.csv").open() as rows:
        assert [*csv.DictReader(rows)] == []

    engine().dispose()
    unknown = CliRunner().invoke(conflate, ["unicorn", str(path), "--out", str(out)], obj=settings)
    assert unknown.exit_code == 2
