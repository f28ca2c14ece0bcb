"""The town answers who writes to it: a copy of their data, or to be forgotten, from a terminal."""

import json
import zipfile

import pytest
from click.testing import CliRunner

import commands
from config import towns
from tests.conftest import engine
from tests.sendings import new_id, sent

EMAIL = "marker@example.org"


@pytest.fixture
def ada(account):
    person = account("resident", email=EMAIL)
    person.uuid = new_id()
    told = sent(comment="Marker-words")
    assert person.put(f"/api/v1/observations/{person.uuid}", json=told).status_code == 201
    return person


@pytest.fixture
def privacy(settings, app):
    """Run a command of `brindille privacy` on the home under test."""
    known = ("BRINDILLE_HOME", "SECRET_KEY", "DATABASE_URL")
    environment = {name: getattr(settings, name) for name in known}

    def run(*arguments, typed=None):
        engine().dispose()
        done = CliRunner().invoke(
            commands.brindille, ["privacy", *arguments], input=typed, env=environment
        )
        towns.serve(app.config["TOWN"])
        return done

    return run


def test_the_town_exports_for_who_writes_to_it(ada, privacy, tmp_path):
    file = tmp_path / "ada.zip"
    done = privacy("export", EMAIL.upper(), "--out", str(file), "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["bytes"] == file.stat().st_size
    assert ada.uuid.encode() in zipfile.ZipFile(file).read("observations.json")


def test_an_address_nobody_has_is_told_so(ada, privacy, tmp_path):
    out = tmp_path / "no.zip"
    refused = privacy("export", "nobody@example.org", "--out", str(out))
    assert (refused.exit_code, out.exists()) == (1, False)
    assert "nobody has an account" in refused.stderr
    assert privacy("erase", "nobody@example.org", "--yes").exit_code == 1


def test_a_zip_that_goes_nowhere_is_a_wrong_usage(ada, privacy):
    assert privacy("export", EMAIL, "--json").exit_code == 2


def test_the_town_erases_for_who_writes_to_it(ada, privacy):
    done = privacy("erase", EMAIL, "--observations", "withdraw", "--yes", "--json")
    assert done.exit_code == 0, done.output
    told = {"choice": "withdraw", "published": 0, "signed": 0, "photos": 0, "messages": 0}
    assert json.loads(done.stdout) == told
    assert ada.get("/api/v1/me").status_code == 401
    assert privacy("erase", EMAIL, "--yes").exit_code == 1


def test_the_terminal_asks_before_it_erases(ada, privacy):
    refused = privacy("erase", EMAIL, typed="n\n")
    assert refused.exit_code == 1
    assert ada.get("/api/v1/me").status_code == 200
