"""The list of photos, judged by frictionless."""

import csv
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, Schema

from config.protocols import PROTOCOLS
from exports.formats.photos import FORMAT
from exports.records import Photo
from tests.exports.formats.examples import dataset, motley, peak, record, records, written


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_photo_is_a_line(tmp_path: Path, count: int) -> None:
    assert len(read(written(FORMAT, tmp_path, records(count), dataset()))) == 2 * count


def test_a_photo_is_told_with_its_record_and_licence(tmp_path: Path) -> None:
    shown = record(photos=(Photo("https://a.example/1.jpg", "image/jpeg", "CC0-1.0"),))

    assert read(written(FORMAT, tmp_path, [shown], dataset())) == [
        {
            "uuid": str(shown.uuid),
            "file": "1.jpg",
            "url": "https://a.example/1.jpg",
            "media_type": "image/jpeg",
            "licence": "CC0-1.0",
        }
    ]


def test_frictionless_accepts_the_list_with_the_columns_told(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, motley(), dataset())
    columns = FORMAT.columns(PROTOCOLS["tree"])
    schema = Schema.from_descriptor(
        {
            "fields": [
                {"name": c.name, "type": c.type} | {"constraints": c.constraints} for c in columns
            ]
        }
    )

    report = Resource(path=path.name, basepath=str(tmp_path), schema=schema).validate()

    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


@pytest.mark.parametrize(("protocol", "suits"), [("tree", True), ("heat", False)])
def test_it_suits_every_protocol_published_by_records(protocol: str, suits: Any) -> None:
    assert FORMAT.suits(PROTOCOLS[protocol]) is suits


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    first = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()
    second = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()

    assert first == second


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000
