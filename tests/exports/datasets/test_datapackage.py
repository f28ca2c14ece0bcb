"""datapackage.json, judged by frictionless on the real files of a release."""

import gc
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pytest

from config.protocols import PROTOCOLS
from exports.datasets.datapackage import describe
from exports.records import Dataset
from tests.exports.datasets.examples import release
from tests.exports.formats.examples import dataset

# frictionless leaves open the files it cannot read as tables.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


def described(folder: Path, of: Dataset) -> dict[str, Any]:
    """Write a release and its descriptor; return what the descriptor tells."""
    told = describe(of, release(folder, of))
    (folder / "datapackage.json").write_bytes(told)
    package: dict[str, Any] = json.loads(told)
    return package


def judged(folder: Path) -> frictionless.Report:
    report = frictionless.validate(str(folder / "datapackage.json"))
    gc.collect()  # here and not in the test of someone else
    return report


@pytest.mark.parametrize("code", PROTOCOLS)
def test_frictionless_finds_every_file_as_described(tmp_path: Path, code: str) -> None:
    package = described(tmp_path, dataset(code))

    report = judged(tmp_path)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    assert {one["path"] for one in package["resources"]} == (
        {file.name for file in tmp_path.iterdir()} - {"datapackage.json"}
    )


@pytest.mark.parametrize("name", ["sinp.csv", "tree.csv", "dwca.zip"])
def test_frictionless_sees_a_file_that_was_touched(tmp_path: Path, name: str) -> None:
    described(tmp_path, dataset())
    with (tmp_path / name).open("ab") as file:
        file.write(b"\r\n")
    assert not judged(tmp_path).valid


def test_a_table_tells_its_columns_and_their_keys(tmp_path: Path) -> None:
    package = described(tmp_path, dataset())
    (table,) = (one for one in package["resources"] if one["path"] == "sinp.csv")

    assert table["type"] == "table"
    assert table["schema"]["primaryKey"] == ["idSINPOccTax"]
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    assert fields["precisionGeometrie"]["unit"] == "m"
    assert fields["nomCite"]["title"] == "Nom tel que l'observateur l'a écrit"
    assert fields["nomCite"]["constraints"]["required"]


def test_what_is_not_a_table_is_only_a_file(tmp_path: Path) -> None:
    package = described(tmp_path, dataset())
    (archive,) = (one for one in package["resources"] if one["path"] == "dwca.zip")
    assert archive.keys().isdisjoint({"schema", "dialect", "encoding", "type"})


def test_the_package_tells_who_published_what_and_how_it_may_be_used(tmp_path: Path) -> None:
    package = described(tmp_path, dataset())
    (town,) = package["contributors"]

    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["created"] == "2026-06-30T21:15:07+00:00"
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert (town["title"], town["email"]) == ("Ville de Fécamp", "donnees@fecamp.example")
    assert "publisher" in town["roles"]


def test_a_contact_may_be_a_page(tmp_path: Path) -> None:
    package = described(tmp_path, dataset(contact="https://observer.fecamp.example/mentions"))
    assert package["contributors"][0]["path"].endswith("/mentions")
    assert judged(tmp_path).valid


def test_names_are_slugs_whatever_a_file_is_called(tmp_path: Path) -> None:
    of = dataset()
    odd = replace(release(tmp_path, of)[0], name="Arbres Été.csv", format=None)
    (told,) = json.loads(describe(of, [odd]))["resources"]
    assert told["name"] == "arbres--t-.csv"


def test_the_same_release_has_the_same_descriptor(tmp_path: Path) -> None:
    assert describe(dataset(), release(tmp_path, dataset())) == describe(
        dataset(), release(tmp_path, dataset())
    )
