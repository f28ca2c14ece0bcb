"""osmChange and MapRoulette: the same trees as the file for JOSM, fact by fact."""

import json
from base64 import b64decode
from pathlib import Path

import osmium
import pytest
from lxml import etree

from exports.formats import FORMATS
from tests.exports.formats.examples import dataset, motley, peak, record, records, written
from tests.exports.formats.hostile_texts import hostile_texts

OSM, OSC, TASKS = (FORMATS[name] for name in ("osm", "osc", "maproulette"))


def tasks(path: Path) -> list[dict]:
    lines = path.read_bytes().splitlines()
    assert all(line.startswith(b"\x1e{") for line in lines), "RFC 8142"
    return [json.loads(line[1:]) for line in lines]


def nodes(path: Path) -> list[tuple[int, dict[str, str]]]:
    return [(one.id, dict(one.tags)) for one in osmium.FileProcessor(str(path))]


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_a_change_creates_what_the_map_shows(tmp_path: Path, count: int) -> None:
    found = [*records(count), *(motley() if count else ())]
    change = written(OSC, tmp_path, found, dataset())
    assert nodes(change) == nodes(written(OSM, tmp_path, found, dataset()))
    root = etree.parse(change).getroot()
    assert [part.tag for part in root] == ["create"]
    assert OSC.count(change) == sum("natural" in tags for _, tags in nodes(change))


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_there_is_a_task_for_each_tree(tmp_path: Path, count: int) -> None:
    path = written(TASKS, tmp_path, records(count), dataset())
    found = tasks(path)
    assert TASKS.count(path) == len(found) == count
    shown = dict(
        enumerate(tags for _, tags in nodes(written(OSM, tmp_path, records(count), dataset())))
    )
    for number, one in enumerate(found):
        (feature,) = one["features"]
        work = one["cooperativeWork"]
        assert work["meta"] == {"version": 2, "type": 2}
        assert (work["file"]["format"], work["file"]["encoding"]) == ("osc", "base64")
        (created,) = etree.fromstring(b64decode(work["file"]["content"])).iter("node")
        told = {tag.get("k"): tag.get("v") for tag in created}
        assert told == shown[number]
        assert {key: feature["properties"][key] for key in told} == told
        east, north = feature["geometry"]["coordinates"]
        assert (float(created.get("lon")), float(created.get("lat"))) == (east, north)


@pytest.mark.parametrize("text", hostile_texts())
def test_a_hostile_text_breaks_neither(tmp_path: Path, text: str) -> None:
    one = record(answers={**record().answers, "tree_name": text})
    (told,) = tasks(written(TASKS, tmp_path, [one], dataset()))
    (created,) = etree.fromstring(b64decode(told["cooperativeWork"]["file"]["content"])).iter(
        "node"
    )
    ((_, shown),) = nodes(written(OSC, tmp_path, [one], dataset()))
    assert {tag.get("k"): tag.get("v") for tag in created} == shown


def test_what_is_hidden_makes_no_task(tmp_path: Path) -> None:
    assert tasks(written(TASKS, tmp_path, [record(precision="commune")], dataset())) == []


def test_memory_does_not_grow_with_the_tasks(tmp_path: Path) -> None:
    small, large = (peak(TASKS, tmp_path, count) for count in (200, 2000))
    assert large - small < 500_000
