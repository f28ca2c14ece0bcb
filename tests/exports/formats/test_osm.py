"""The file for JOSM, judged by osmium and by what Osmose and JOSM are known to refuse."""

import re
import shutil
import subprocess
from pathlib import Path

import osmium
import pytest
from lxml import etree
from shapely import LineString, Point

from config.protocols import PROTOCOLS
from exports.formats.osm import FORMAT
from tests.exports.formats.examples import (
    HARBOUR,
    LIME_WALK,
    OAK,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)
from tests.exports.formats.hostile_texts import hostile_texts

TREE = PROTOCOLS["tree"].example
ROW = {"category": "alignment", "height_m": 15, "tree_count": "10-30", "species_count": "1"}
needs_osmium = pytest.mark.skipif(not shutil.which("osmium"), reason="osmium-tool is not installed")


def read(path: Path) -> list[tuple[str, int, dict[str, str]]]:
    kinds = {"n": "node", "w": "way"}
    objects = osmium.FileProcessor(str(path))
    return [(kinds[one.type_str()], one.id, dict(one.tags)) for one in objects]


def judged(path: Path, *command: str) -> str:
    judge = subprocess.run(
        ["osmium", *command, str(path)], capture_output=True, text=True, check=True
    )
    return judge.stdout + judge.stderr


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_tree_is_a_new_node(tmp_path: Path, count: int) -> None:
    objects = read(written(FORMAT, tmp_path, records(count), dataset()))

    assert [(kind, number) for kind, number, _ in objects] == [
        ("node", -number) for number in range(1, count + 1)
    ]
    assert all(tags["natural"] == "tree" for _, _, tags in objects)


@needs_osmium
@pytest.mark.parametrize("count", [3, 1000])
def test_osmium_finds_the_file_whole_and_in_order(tmp_path: Path, count: int) -> None:
    shown = [*records(count), *motley()]

    path = written(FORMAT, tmp_path, shown, dataset())

    about = judged(path, "fileinfo", "-e")
    assert "Objects ordered (by type and id): yes" in about
    assert "xml_josm_upload=never" in about
    assert "Nodes in ways missing: 0" in judged(path, "check-refs")


def test_a_node_stands_where_the_tree_does(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record()], dataset())

    node = etree.parse(path).find("node")

    assert node is not None
    assert node.attrib == {"id": "-1", "lat": "49.7583450", "lon": "0.3746120"}


def test_an_invented_tree_is_never_mapped(tmp_path: Path) -> None:
    invented = (one._replace(is_demonstration=True) for one in records(3))
    assert read(written(FORMAT, tmp_path, invented, dataset(is_demonstration=True))) == []


@pytest.mark.parametrize("text", hostile_texts())
def test_a_hostile_text_is_whole_or_left_out(tmp_path: Path, text: str) -> None:
    shown = record(
        answers={**TREE, "tree_name": f"{text} Zoé"}, taxon=OAK._replace(vernacular=text)
    )

    ((_, _, found),) = read(written(FORMAT, tmp_path, [shown], dataset()))

    assert all(0 < len(value) <= 255 for value in found.values())
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f]", value) for value in found.values())
    assert ("name" in found) is (len(text) < 250)


def test_no_two_nodes_share_a_place(tmp_path: Path) -> None:
    shown = [
        record(number=1),
        record(number=2),
        record(number=3, place=Point(0.3746129, 49.758345)),
    ]

    nodes = etree.parse(written(FORMAT, tmp_path, shown, dataset())).findall("node")

    assert [node.get("id") for node in nodes] == ["-1", "-2"]
    assert nodes[1].get("lon") == "0.3746129"


def test_a_row_is_a_way_through_nodes_of_its_own(tmp_path: Path) -> None:
    shown = [record(place=LIME_WALK, answers=ROW), record(number=2)]

    objects = read(written(FORMAT, tmp_path, shown, dataset()))

    assert [(kind, number, len(tags) > 0) for kind, number, tags in objects] == [
        ("node", -1, True),
        ("node", -2, False),
        ("node", -3, False),
        ("node", -4, False),
        ("way", -5, True),
    ]
    assert objects[-1][2]["natural"] == "tree_row"
    assert (objects[-1][2]["species"], objects[-1][2]["height"]) == ("Quercus robur", "15")


def test_rows_share_their_corners_and_go_past_a_tree(tmp_path: Path) -> None:
    corner, end = (0.371, 49.757), (0.372, 49.7571)
    shown = [
        record(number=1, place=LineString([corner, end]), answers=ROW),
        record(
            number=2, place=LineString([corner, HARBOUR.coords[0], (0.370, 49.756)]), answers=ROW
        ),
        record(number=3),
        record(number=4, place=LineString([corner, HARBOUR.coords[0]]), answers=ROW),
    ]

    ways = etree.parse(written(FORMAT, tmp_path, shown, dataset())).findall("way")

    assert [[nd.get("ref") for nd in way.findall("nd")] for way in ways] == [
        ["-2", "-3"],
        ["-2", "-4"],
    ]


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    first = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()
    second = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()

    assert first == second


def test_nothing_is_written_of_who_saw_it_or_why(tmp_path: Path) -> None:
    canaries = {"observer": "Canari", "cited_name": "Canari", "origin": "Canari"}
    shown = record(**canaries, answers={**TREE, "story": "Canari", "secret": "Canari"})

    content = written(FORMAT, tmp_path, [shown], dataset()).read_text(encoding="utf-8")

    assert "Canari" not in content
    assert "photos" not in content


def test_memory_hardly_grows_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000
