"""The photos themselves, judged by Python's own reader of archives."""

import csv
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest

from citizen.photos.rules import copy_path
from config import files
from exports import format as formats
from exports.formats import photos, photos_zip
from exports.records import Photo, Record
from tests.exports.formats.examples import dataset, record, records, written

SITE = "https://observer.fecamp.example/photos"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> files.Files:
    return files.connect(f"file://{tmp_path}/kept")


def pictured(count: int, store: files.Files) -> list[Record]:
    """Records of one photo each, whose bytes are kept."""
    found = []
    for number in range(1, count + 1):
        name = UUID(int=number)
        store.keep(copy_path(name, 1024), f"pixels of {number}".encode())
        shown = Photo(f"{SITE}/{name}-1024.jpg", "image/jpeg", "CC-BY-4.0")
        found.append(record(number=number, photos=(shown,)))
    return found


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


@pytest.mark.parametrize("count", [0, 3, 300])
def test_each_line_of_the_list_names_its_file(
    tmp_path: Path, store: files.Files, count: int
) -> None:
    found = pictured(count, store)
    archive = ZipFile(written(photos_zip.FORMAT, tmp_path, found, dataset()))
    lines = listed(written(photos.FORMAT, tmp_path, found, dataset()))
    assert archive.testzip() is None
    assert archive.namelist()[1:] == [line["file"] for line in lines]
    assert [archive.read(line["file"]).decode() for line in lines] == [
        f"pixels of {number}" for number in range(1, count + 1)
    ]


def test_the_list_and_the_archive_stop_at_the_same_photo(
    tmp_path: Path, store: files.Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "PHOTOS", 2)
    found = pictured(3, store)
    archive = ZipFile(written(photos_zip.FORMAT, tmp_path, found, dataset()))
    lines = listed(written(photos.FORMAT, tmp_path, found, dataset()))
    assert archive.namelist()[1:] == [line["file"] for line in lines if line["file"]]
    assert [bool(line["file"]) for line in lines] == [True, True, False]


def test_the_same_photos_make_the_same_bytes(tmp_path: Path, store: files.Files) -> None:
    found = pictured(3, store)
    first = written(photos_zip.FORMAT, tmp_path, found, dataset()).read_bytes()
    assert written(photos_zip.FORMAT, tmp_path, found, dataset()).read_bytes() == first


def test_a_photo_that_is_gone_or_elsewhere_is_left_out(tmp_path: Path, store: files.Files) -> None:
    found = pictured(2, store)
    store.forget(copy_path(UUID(int=1), 1024))
    archive = ZipFile(written(photos_zip.FORMAT, tmp_path, [*found, *records(3)], dataset()))
    assert archive.namelist()[1:] == [f"{UUID(int=2)}-1024.jpg"]
    assert dataset().url in archive.read("LISEZMOI.txt").decode()
