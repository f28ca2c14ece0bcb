"""Where a thing was seen is shown as precisely as its sensitivity allows, never more, anywhere."""

import io
import json
import struct
import zipfile

import pytest
from shapely import Point
from sqlalchemy import delete, update

from citizen.observations.tables import Observation
from config import clock, spatial
from config.database import transaction
from exports.datasets.tables import Release
from tests.parquet import plain
from tests.sendings import sent

HERE = (0.374137, 49.757283)
NEARBY = (0.391842, 49.748916)  # the same commune, the same cell of 10 km
TRACES = ("0.374", "49.757", "0.37413", "près du lavoir", "Aline")
SHOWN = {1: "commune", 2: "cell", 3: "department"}
hidden = pytest.mark.parametrize("level", SHOWN)


def bird(**changes):
    told = {"place": {"type": "Point", "coordinates": list(HERE)}, "comment": "près du lavoir"}
    return told | {"taxon": {"cd_nom": 4001, "cited_name": "Rouge-gorge"}} | changes


def inside(files):
    """Every file by name, those of archives too."""
    for name, data in files.items():
        yield name, data
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    yield f"{name}/{member}", archive.read(member)
        if name.endswith(".parquet"):
            yield f"{name}/columns", plain(data)


def betrayed(files):
    """The files in which a trace of the true place can be read, as text or as numbers."""
    numbers = [struct.pack(order + "d", number) for number in HERE for order in "<>"]
    traces = [trace.encode() for trace in TRACES] + numbers
    return [(name, t) for name, data in inside(files) for t in traces if t in data]


def feature(files, uuid, name="biodiversity.geojson"):
    features = json.loads(files[name])["features"]
    return next((one for one in features if one["id"] == uuid), None)


@hidden
def test_a_sensitive_place_is_shown_coarser_everywhere(anyone, report, decide, publish, level):
    uuid = report(**bird())
    decide(uuid, sensitivity=level)

    files = publish()
    assert betrayed(files) == []
    told = feature(files, uuid)
    assert told["properties"]["precision"] == SHOWN[level]
    read = anyone.get(f"/api/v1/observations/{uuid}")
    assert read.json["public_precision"] == SHOWN[level]
    assert [trace for trace in TRACES if trace in read.text] == []
    assert (told["geometry"] is None) == (read.json.get("place") is None) == (level == 3)
    for name in ("biodiversity.csv", "sinp.csv"):
        assert uuid in files[name].decode()
    assert uuid in dict(inside(files))["dwca.zip/occurrence.txt"].decode()


def test_the_most_sensitive_is_shown_to_nobody_in_any_form(anyone, report, decide, publish):
    elsewhere = {"type": "Point", "coordinates": list(NEARBY)}
    shown, uuid = report(place=elsewhere), report(**bird())
    decide(shown)
    decide(uuid, sensitivity=4)
    files = publish()
    assert betrayed(files) == []
    assert [name for name, data in inside(files) if uuid.encode() in data] == []
    assert json.loads(files["manifest.json"])["records"] == 1
    assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 404


def test_nothing_tells_that_there_is_one_more_which_is_hidden(report, decide, publish):
    """Neither a count, nor a date, nor an order: with it or without it, the same bytes."""
    elsewhere = {"type": "Point", "coordinates": list(NEARBY)}
    decide(report(place=elsewhere))
    now = clock.now()
    with clock.held_at(now):
        without = publish()
    decide(report(**bird()), sensitivity=4)
    with clock.held_at(now):
        with_it = publish_again(publish)
    assert [name for name in without if without[name] != with_it[name]] == []


def test_its_author_and_its_moderators_still_see_where_it_was(resident, moderator, report, decide):
    uuid = report(**bird())
    decide(uuid, sensitivity=4)
    for client in (resident, moderator):
        told = client.get(f"/api/v1/observations/{uuid}").json
        assert told["place"]["coordinates"] == list(HERE)
        assert told["public_precision"] == "nothing"


COMMUNE = {1: "76259", 2: "76351", 3: "76351"}  # where the area shown is larger, another will do


def publish_again(publish, **changes):
    """Build the first release over again, after the observations were changed unseen."""
    with transaction() as session:
        session.execute(delete(Release))
        if changes:
            session.execute(update(Observation).values(**changes))
    return publish()


@hidden
def test_two_places_in_one_area_cannot_be_told_apart(anyone, report, decide, publish, level):
    """Non-interference: were it elsewhere in the area shown, every byte would be the same."""
    uuid = report(**bird())
    decide(uuid, sensitivity=level)
    with clock.held_at(clock.now()):
        here, told = publish(), anyone.get(f"/api/v1/observations/{uuid}").data
        there = publish_again(
            publish, place=spatial.stored(Point(NEARBY)), territory=COMMUNE[level]
        )
    assert [name for name in here if here[name] != there[name]] == []
    assert anyone.get(f"/api/v1/observations/{uuid}").data == told


def test_a_place_without_sensitivity_is_shown_as_it_is(anyone, report, decide, publish):
    uuid = report(**bird())
    decide(uuid)
    assert feature(publish(), uuid)["geometry"]["coordinates"] == list(HERE)
    told = anyone.get(f"/api/v1/observations/{uuid}").json
    assert told["place"]["coordinates"] == list(HERE)
    assert "comment" not in told, "what was said to the moderators stays with them"


def test_a_place_hidden_later_is_hidden_from_then_on(anyone, report, decide, publish):
    uuid = report(**bird())
    decide(uuid)
    publish()
    decide(uuid, sensitivity=2)
    files = publish()
    assert betrayed(files) == []
    assert f"{uuid},changed" in files["changes.csv"].decode()
    assert [
        trace for trace in TRACES if trace in anyone.get(f"/api/v1/observations/{uuid}").text
    ] == []


@pytest.fixture
def tree_in_a_garden(report, decide):
    answers = sent("tree")["answers"] | {"seen_from_public_space": "no", "ground": "private"}
    answers |= {"story": "Derrière le 12 rue du Lavoir.", "tree_name": "Le chêne du lavoir"}
    uuid = report("tree", answers=answers, **bird(taxon={"cd_nom": 116759}))
    decide(uuid)
    return uuid


def test_a_tree_not_seen_from_public_space_is_published_at_its_commune(
    tree_in_a_garden, anyone, publish
):
    files = publish("tree")
    assert betrayed(files) == []
    assert [name for name, data in inside(files) if b"avoir" in data] == [], "the words tell it too"
    told = feature(files, tree_in_a_garden, "tree.geojson")
    assert told["properties"]["precision"] == "commune"
    assert told["properties"]["commune_code"] == "76259"
    read = anyone.get(f"/api/v1/observations/{tree_in_a_garden}")
    assert read.json["public_precision"] == "commune"
    assert "avoir" not in read.text


def test_a_tree_not_seen_from_public_space_is_no_node_of_a_map(tree_in_a_garden, publish):
    """OpenStreetMap wants the tree itself: one that is hidden is left out, not misplaced."""
    files = publish("tree")
    assert tree_in_a_garden.encode() not in files["tree.osm"]
    assert b"<node" not in files["tree.osm"]


def test_its_author_is_told_how_precisely_it_will_be_shown(resident, tree_in_a_garden):
    told = resident.get(f"/api/v1/observations/{tree_in_a_garden}").json
    assert told["public_precision"] == "commune"
    assert told["place"]["coordinates"] == list(HERE)
