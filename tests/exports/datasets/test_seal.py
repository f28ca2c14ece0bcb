"""A release can be verified by anyone: signed manifest, digests; whatever was touched is named."""

import json
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from config import signing
from exports.datasets import seal
from exports.datasets.commands import release as command
from exports.datasets.verifying import Unverifiable, verify
from tests.exports.datasets.examples import release
from tests.exports.formats.examples import dataset


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release as someone downloaded it, and the key beside."""
    signing.holds("y" * 40)
    made = tmp_path_factory.mktemp("release")
    built = release(made, dataset())
    (made / "manifest.json").write_bytes(seal.sealed(dataset(), built, 34))
    (made / "key.pem").write_bytes(seal.public_pem())
    return made


@pytest.fixture
def copy(folder, tmp_path):
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def faults(where: Path) -> dict[str, str]:
    found = verify(str(where), str(where / "key.pem"))
    return {name: fault for name, fault in found.faults.items() if fault}


def test_what_was_published_is_genuine(folder):
    assert faults(folder) == {}


def test_a_changed_a_cut_and_a_missing_file_are_named(copy):
    data = (copy / "tree.csv").read_bytes()
    (copy / "tree.csv").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    (copy / "tree.geojson").write_bytes((copy / "tree.geojson").read_bytes()[:-1])
    (copy / "tree.osm").unlink()
    assert faults(copy) == {"tree.csv": "sha256", "tree.geojson": "size", "tree.osm": "missing"}


@pytest.mark.parametrize("change", [
    {"records": 35}, {"licence": {}}, {"extra": 1}, {"signature": {}},
    {"signature": {"value": "?"}}, {"signature": None},
])  # fmt: skip
def test_a_manifest_that_was_touched_is_not_genuine(copy, change):
    told = json.loads((copy / "manifest.json").read_text()) | change
    (copy / "manifest.json").write_text(json.dumps(told))
    assert faults(copy) == {"manifest.json": "signature"}


def test_another_town_cannot_sign_for_this_one(copy):
    signing.holds("z" * 40)
    (copy / "key.pem").write_bytes(seal.public_pem())
    signing.holds("y" * 40)
    assert faults(copy) == {"manifest.json": "signature"}


def test_openssl_verifies_it_too(folder, tmp_path):
    """Whoever does not trust us needs nothing of ours."""
    told = json.loads((folder / "manifest.json").read_text())
    signature = b64decode(told.pop("signature")["value"])
    (tmp_path / "signed").write_bytes(
        json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )
    (tmp_path / "signature").write_bytes(signature)
    asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-rawin", "-inkey", folder / "key.pem"]
    asked += ["-in", tmp_path / "signed", "-sigfile", tmp_path / "signature"]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", ["../key.pem", "/etc/passwd", "a/b.csv", "", ".."])
def test_a_manifest_never_leads_out_of_its_folder(copy, name):
    told = json.loads((copy / "manifest.json").read_text())
    told["files"][0]["name"] = name
    (copy / "manifest.json").write_text(json.dumps(told))
    assert faults(copy).get(name) == "missing"


@given(data=st.binary(max_size=200))
def test_whatever_calls_itself_a_manifest_or_a_key_is_refused_in_words(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("odd")
    (folder / "manifest.json").write_bytes(data)
    with pytest.raises(Unverifiable):
        verify(str(folder))
    (folder / "manifest.json").write_text('{"dataset": "a", "release": 1, "files": []}')
    (folder / "key.pem").write_bytes(data)
    with pytest.raises(Unverifiable):
        verify(str(folder), str(folder / "key.pem"))


def test_the_command_says_what_is_wrong_and_fails(copy):
    asked = ["--verify", str(copy), "--key", str(copy / "key.pem")]
    fine = CliRunner().invoke(command, [*asked, "--json"])
    assert fine.exit_code == 0
    assert json.loads(fine.stdout)["is_sound"]
    (copy / "tree.csv").write_text("changed")
    wrong = CliRunner().invoke(command, asked)
    assert wrong.exit_code == 1
    assert "wrong size   tree.csv" in wrong.stdout
    assert CliRunner().invoke(command, ["--verify", str(copy / "nowhere")]).exit_code == 1
    assert CliRunner().invoke(command, []).exit_code == 2
