"""GeoJSON, judged by GDAL and by the rules of RFC 7946."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from shapely import LinearRing
from shapely.geometry import mapping, shape

from config.protocols import PROTOCOLS
from exports.formats.geojson import FORMAT, feature
from tests.exports.formats.examples import (
    GROVE,
    LIME_WALK,
    blurred,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)
from tests.exports.formats.hostile_texts import hostile_texts

TREE = PROTOCOLS["tree"]


def read(path: Path) -> dict[str, Any]:
    collection: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return collection


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_record_is_a_feature_on_a_line_of_its_own(tmp_path: Path, count: int) -> None:
    path = written(FORMAT, tmp_path, records(count), dataset())

    assert len(read(path)["features"]) == count
    lines = path.read_text(encoding="utf-8").splitlines()[1:-1]
    assert [json.loads(line.rstrip(",")) for line in lines if line] == read(path)["features"]


def test_gdal_reads_every_record_where_it_is(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, records(1000), dataset())

    told = pyogrio.read_info(path, force_total_bounds=True)

    assert (told["features"], told["geometry_type"], told["crs"]) == (1000, "Point", "EPSG:4326")
    assert told["total_bounds"] == pytest.approx((0.30, 49.70, 0.3299, 49.7003))


def test_gdal_reads_the_values_written(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record()], dataset())

    told, _, _, columns = pyogrio.raw.read(path)

    values = dict(zip(told["fields"], (column[0] for column in columns), strict=True))
    assert values["uuid"] == str(record().uuid)
    assert str(values["first_day"])[:10] == "2026-05-17"
    assert (values["girth_cm"], values["criteria"]) == (415, "dimensions|landscape")
    assert values["vernacular_name"] == "Chêne pédonculé"


def test_gdal_reads_every_shape_and_a_record_without_place(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, motley(), dataset())

    assert pyogrio.read_info(path)["features"] == len(motley())
    kinds = [f["geometry"] and f["geometry"]["type"] for f in read(path)["features"]]
    assert kinds[:4] == ["Point", "LineString", "Polygon", None]


def test_rings_turn_as_the_right_hand_does() -> None:
    outer, inner = feature(record(place=GROVE), TREE)["geometry"]["coordinates"]

    assert LinearRing(outer).is_ccw
    assert not LinearRing(inner).is_ccw


@pytest.mark.parametrize("place", [GROVE, LIME_WALK])
def test_a_shape_is_not_changed(place: Any) -> None:
    assert shape(feature(record(place=place), TREE)["geometry"]).equals(place)


def test_coordinates_have_six_decimals_at_most(tmp_path: Path) -> None:
    place = mapping(LIME_WALK)["coordinates"]
    fine = [(x + 1 / 3e5, y + 1 / 7e5) for x, y in place]

    path = written(FORMAT, tmp_path, [record(place=type(LIME_WALK)(fine))], dataset())

    coordinates = re.search(r'"coordinates":(\[.*?\]\])', path.read_text(encoding="utf-8"))
    assert coordinates is not None
    assert all(len(digits) <= 6 for digits in re.findall(r"\.(\d+)", coordinates[1]))


def test_the_source_its_date_and_its_licence_are_named(tmp_path: Path) -> None:
    collection = read(written(FORMAT, tmp_path, [], dataset()))

    assert collection["attribution"] == "Ville de Fécamp, 2026-06-30, Licence Ouverte 2.0"
    assert collection["licence"].startswith("https://www.etalab.gouv.fr/")
    assert (collection["name"], collection["title"]) == ("tree", "Arbre remarquable")
    assert "crs" not in collection


def test_hostile_texts_come_back_whole(tmp_path: Path) -> None:
    shown = [record(number=n, observer=text) for n, text in enumerate(hostile_texts(), start=1)]

    features = read(written(FORMAT, tmp_path, shown, dataset()))["features"]

    assert [one["properties"]["observer"] for one in features] == hostile_texts()


def test_accents_stay_readable(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record()], dataset())

    assert "Chêne pédonculé" in path.read_text(encoding="utf-8")


def test_a_whole_number_stays_whole_whatever_a_phone_sent() -> None:
    told = feature(record(answers={"count": 2.0}), PROTOCOLS["biodiversity"])["properties"]

    assert isinstance(told["count"], int)


def test_every_feature_has_the_same_properties(tmp_path: Path) -> None:
    features = read(written(FORMAT, tmp_path, motley(), dataset()))["features"]

    assert all(
        one["properties"].keys() == other["properties"].keys() for one, other in pairwise(features)
    )


def test_a_blurred_record_tells_neither_commune_nor_cell_that_it_hides() -> None:
    told = feature(blurred("department"), TREE)["properties"]

    assert (told["commune_code"], told["cell_10km"], told["department"]) == (None, None, "76")
    assert told["uncertainty_m"] == 7100


def test_nothing_is_written_that_the_record_does_not_hold() -> None:
    shown = record(answers={**TREE.example, "secret": "canary"})

    told = feature(shown, TREE)

    assert "canary" not in json.dumps(told, default=str)
    plain = {v for v in shown if isinstance(v, str | int)}
    named = {*shown.taxon, *shown.territory} if shown.taxon and shown.territory else set()
    joined = {" ".join(photo.url for photo in shown.photos), str(shown.uuid), None}
    answers = {"|".join(v) if isinstance(v, list) else v for v in TREE.example.values()}
    days = {shown.first_day, shown.decided_on, shown.received_on}
    assert set(told["properties"].values()) <= plain | named | joined | answers | days


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    first = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()
    second = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()

    assert first == second


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000
