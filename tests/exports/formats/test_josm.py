"""JOSM's own validator, which mappers look at before they send, has nothing to say of our files."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from exports.formats.osm import FORMAT as OSM
from tests.exports.formats.examples import dataset, motley, records, written

JOSM = shutil.which("josm")
HERE = pytest.mark.skipif(JOSM is None, reason="JOSM is not installed: apt-get install josm")
SHOWN = {"none": [], "three": [*records(3)], "thousand": [*records(1000)], "motley": motley()}
TWICE = """<osm version="0.6" upload="never">
  <node id="-1" lat="49.75" lon="0.37"><tag k="natural" v="tree"/></node>
  <node id="-2" lat="49.75" lon="0.37"><tag k="natural" v="tree"/></node>
</osm>"""


NOBODY = """<preferences xmlns="http://josm.openstreetmap.de/preferences-1.0" version="1">
  <tag key="osm-server.url" value="http://127.0.0.1:9/api"/>
</preferences>"""  # else it asks OpenStreetMap how long an answer may be


def found(folder: Path, *files: Path) -> dict[str, list[str]]:
    """What JOSM says of each file, of errors, warnings and the rest."""
    home = folder / "josm"
    home.mkdir()
    (home / "preferences.xml").write_text(NOBODY)
    options = f"-Djava.awt.headless=true -Djosm.home={home} -Xmx512m"
    subprocess.run(
        [str(JOSM), "validate", *(word for one in files for word in ("--input", str(one)))],
        check=True, capture_output=True, timeout=240, cwd=folder,
        env=os.environ | {"JAVA_OPTS": options},
    )  # fmt: skip
    return {one.stem: said(folder / f"{one.stem}.geojson") for one in files}


def said(file: Path) -> list[str]:
    parts = file.read_text(encoding="utf-8").split("\x1e")
    lines = [json.loads(part) for part in parts if part.strip()]
    told = [one["properties"] for line in lines for one in line["features"]]
    return [str(one["message"]) for one in told if "message" in one]


@HERE
def test_josm_finds_nothing_in_our_trees_and_finds_what_is_wrong_in_others(tmp_path: Path) -> None:
    files = []
    for name, shown in SHOWN.items():
        folder = tmp_path / name
        folder.mkdir()
        files.append(written(OSM, folder, shown, dataset()).rename(tmp_path / f"{name}.osm"))
    (tmp_path / "twice.osm").write_text(TWICE)
    told = found(tmp_path, *files, tmp_path / "twice.osm")
    assert told.pop("twice") == ["Other duplicated nodes"], "it does look"
    assert told == {name: [] for name in SHOWN}
