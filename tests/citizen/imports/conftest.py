"""What tests of inventories share: the commands, as a terminal runs them."""

import json
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from sqlalchemy import select

import commands
from citizen.observations import store
from citizen.observations.tables import Observation
from config.database import reading
from tests.citizen.imports.files import IN_COLUMNS, MAPPING, written
from tests.conftest import engine


class Said(NamedTuple):
    exit_code: int
    told: object
    err: str


@pytest.fixture
def command(app, settings):
    """Run a command of `brindille import`; what it says as JSON, and on its error stream."""

    def run(*arguments):
        engine().dispose()  # the command opens the database anew
        found = CliRunner().invoke(
            commands.imports, [*map(str, arguments), "--json"], obj=settings, catch_exceptions=False
        )
        told = json.loads(found.stdout) if found.stdout.strip() else None
        return Said(found.exit_code, told, found.stderr)

    return run


@pytest.fixture
def bring(command, tmp_path):
    """Bring in a file of trees through a mapping: that of these tests, more said, or another."""

    def run(file, *options, mapping=MAPPING, more=IN_COLUMNS, protocol="tree"):
        made = written(tmp_path, "carte.toml", mapping + more)
        told = ("--protocol", protocol, "--map", made)
        return command("observations", file, *told, *options)

    return run


@pytest.fixture
def kept(app):
    """What is kept, by the identifier of the inventory: what its author says, and its status."""

    def read():
        with reading() as session:
            found = session.scalars(select(Observation).order_by(Observation.id)).all()
            return {
                one.origin: store.told(one) | {
                    "status": one.status, "version": one.version, "uuid": one.uuid,
                }
                for one in found
            }  # fmt: skip

    return read
