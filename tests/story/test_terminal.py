"""Whoever keeps a town at a terminal: each command is a process that loads what it needs alone."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from config import clock
from config.languages import ROOT
from tests.citizen.imports.files import HEAD, IN_COLUMNS, MAPPING, ROWS, table
from tests.reference import vintages
from tests.sendings import sent
from tests.story.backups.conftest import environment_of

EMAIL = "jeanne@example.org"
UUID = "7d1f3c52-3d0e-4c60-9d55-7f3f6fd1a0aa"
RULE = '[[rule]]\nagreeing = 2\nexpert = ["disagreement"]\n'


@pytest.fixture
def terminal(settings):
    """Run `brindille` with these words: its exit code, what it says, on both streams."""

    def run(*words, **more):
        code = "import commands; commands.main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)],
            env=os.environ | environment_of(settings) | more,
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_town_is_kept_from_a_terminal(terminal, account, anyone, deliver, tmp_path, settings):
    def said(*words):
        code, told, wrong = terminal(*words)
        assert code == 0, (words, told, wrong)
        return told

    account("resident", email=EMAIL).put(f"/api/v1/observations/{UUID}", json=sent())
    deliver()
    made = json.loads(said("account", "add", "lea@example.org", "--role", "moderator", "--json"))
    address, lea = f"/api/v1/observations/{UUID}/decisions", anyone
    lea.token = made["token"]
    assert lea.post(address, json={"verdict": "accept"}).status_code == 201
    quarter = vintages.feature("1", "Le Port", vintages.square(0))
    said("import", "zones", vintages.geojson(tmp_path / "z.geojson", quarter), "--kind", "district")
    mapping = tmp_path / "map.toml"
    mapping.write_text(MAPPING + IN_COLUMNS, encoding="utf-8")
    trees = table(tmp_path, ROWS[0], head=HEAD)
    told = json.loads(
        said("import", "observations", trees, "--protocol", "tree", "--map", mapping, "--json")
    )
    assert told["kept"] == 1, told
    rules = tmp_path / "rules.toml"
    rules.write_text(RULE, encoding="utf-8")
    assert UUID in said("consensus", "replay", rules, "--all")
    with clock.held_at(clock.now() + timedelta(minutes=1)):
        deliver()
    release = json.loads(said("release", "biodiversity", "--json"))
    assert (release["release"], release["records"]) == (1, 1), release
    said("outbox", "replay")
    said("privacy", "export", EMAIL, "--out", tmp_path / "jeanne.zip")
    assert (tmp_path / "jeanne.zip").stat().st_size
    said("fsck")
    assert "ok  database" in said("doctor")


def test_a_database_that_does_not_answer_is_told_in_a_sentence(terminal, tmp_path):
    nowhere = {"BRINDILLE_HOME": str(tmp_path / "new"), "DATABASE_URL": "", "SECRET_KEY": ""}
    code, _, wrong = terminal("fsck", **nowhere)
    assert (code, wrong.count("\n")) == (1, 1)
    assert "brindille prepare" in wrong
    closed = "postgresql+psycopg://someone:secret@127.0.0.1:1/town"
    for words in (["serve"], ["prepare"], ["release", "biodiversity"]):
        code, _, wrong = terminal(*words, DATABASE_URL=closed, SECRET_KEY="x" * 40)
        assert (code, wrong.count("\n")) == (1, 1), wrong
        assert "DATABASE_URL" in wrong and "secret" not in wrong
    code, _, wrong = terminal("worker", REDIS_URL="")
    assert (code, "REDIS_URL" in wrong) == (1, True)
