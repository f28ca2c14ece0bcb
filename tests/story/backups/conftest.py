"""A town that is backed up, and an empty place to restore it in."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

import app as house
import commands
from config.database import engine
from tests.conftest import SERVER

PHRASE = "une longue phrase que personne ne devine"


def environment_of(settings):
    names = ("BRINDILLE_HOME", "SECRET_KEY", "DATABASE_URL")
    return {name: getattr(settings, name) for name in names}


@pytest.fixture
def run(settings):
    """Run a command as in a terminal, then serve the town of the test again."""

    def asked(*arguments, of=None, phrase=PHRASE):
        environment = environment_of(of or settings) | {"BACKUP_PASSPHRASE": phrase}
        engine().dispose()
        told = [str(one) for one in arguments]
        done = CliRunner().invoke(commands.brindille, told, env=environment)
        engine().dispose()
        house.open_home(settings)
        return done

    return asked


@pytest.fixture
def elsewhere(settings, databases, tmp_path):
    """An empty home, and an empty database."""
    home = tmp_path / "elsewhere"
    name = databases.make() if SERVER else ""
    url = databases.address(name) if SERVER else ""
    yield replace(settings, BRINDILLE_HOME=str(home), DATABASE_URL=url)
    if SERVER:
        engine().dispose()
        databases.drop(name)
    house.open_home(settings)


@pytest.fixture
def kept(run, tmp_path):
    """Make a backup; return its file."""

    def made(name="town.backup"):
        done = run("backup", tmp_path / name, "--json")
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        assert told["bytes"] == (tmp_path / name).stat().st_size
        return tmp_path / name

    return made
