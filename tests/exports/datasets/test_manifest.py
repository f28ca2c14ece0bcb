"""manifest.json: enough to check a release, and to know by which rules it was made."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from exports.datasets.manifest import describe, product_version
from exports.records import Dataset
from tests.exports.datasets.examples import release
from tests.exports.formats.examples import dataset


def told(folder: Path, of: Dataset, records: int = 34) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(describe(of, release(folder, of), records))
    return manifest


def test_every_file_can_be_checked(tmp_path: Path) -> None:
    for file in told(tmp_path, dataset())["files"]:
        held = (tmp_path / file["name"]).read_bytes()
        assert (len(held), sha256(held).hexdigest()) == (file["bytes"], file["sha256"])
        assert file["title"].keys() == {"fr", "en"}


def test_a_manifest_tells_what_was_published_by_whom(tmp_path: Path) -> None:
    manifest = told(tmp_path, dataset(is_demonstration=True))
    assert (manifest["dataset"], manifest["release"], manifest["records"]) == ("tree", 3, 34)
    assert manifest["town"] == {"code": "76259", "name": "Fécamp"}
    assert manifest["url"] == "https://observer.fecamp.example/data/tree/3"
    assert manifest["demonstration"]
    assert manifest["product"] == {"name": "Brindille", "version": product_version()}


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("tree", ["protocol", "validation", "names", "precision"]),
        ("heat", ["protocol", "validation", "names", "cells"]),
    ],
)
def test_a_manifest_names_the_rules_and_their_versions(
    tmp_path: Path, code: str, rules: list[str]
) -> None:
    applied = told(tmp_path, dataset(code))["rules"]
    assert [one["rule"] for one in applied] == rules
    assert all(isinstance(one["version"], int) for one in applied)


def test_the_same_release_has_the_same_manifest(tmp_path: Path) -> None:
    built = release(tmp_path, dataset())
    assert describe(dataset(), built, 34) == describe(dataset(), built, 34)
