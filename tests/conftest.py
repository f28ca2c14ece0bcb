"""An application on an empty home: SpatiaLite, or the engine of TEST_DATABASE_URL.

One engine per run. The schema is made once by the migrations; each test gets a database like it.
"""

import csv
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

import app as house
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import database, events, towns
from config.protocols import PROTOCOLS
from config.settings import Settings
from exports.demonstration import home
from tests import kept
from tests.databases import Databases

database.open_database = kept.keep_statements(database.open_database)
kept.keep_addresses()

pytest_plugins = ["tests.choosing"]
SERVER = os.environ.get("TEST_DATABASE_URL", "")
FECAMP = (0.3741, 49.7572)


CSV_FIELD = csv.field_size_limit()


@pytest.fixture(autouse=True)
def fields_as_long_as_python_wants() -> None:
    """One of our judges, frictionless, lets CSV fields be longer for the whole process."""
    csv.field_size_limit(CSV_FIELD)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    made = Databases(SERVER)
    yield made
    if SERVER:
        made.end()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[str]:
    """A database with its tables and reference data, to be copied by each test."""
    folder = tmp_path_factory.mktemp("template")
    name = databases.make() if SERVER else ""
    home.prepare(settings_of(folder, name))
    database.Sessions.kw["bind"].dispose()
    if SERVER:
        databases.watch(name)
    yield name or str(folder / "brindille.db")
    if SERVER:
        databases.drop(name)


def settings_of(folder: Path, name: str) -> Settings:
    settings = Settings(
        BRINDILLE_HOME=str(folder),
        SECRET_KEY="x" * 40,
        PORT="8000",
        RATE_LIMITS="off",
        UNDO_SECONDS="0",
    )
    return replace(settings, DATABASE_URL=Databases(SERVER).address(name)) if SERVER else settings


@pytest.fixture
def settings(prepared: str, databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """The settings of a fresh home."""
    name = databases.take(prepared) if SERVER else ""
    if not SERVER:
        shutil.copy(prepared, tmp_path / "brindille.db")
    yield settings_of(tmp_path, name)
    engine().dispose()
    if SERVER:
        databases.give_back(name)


def engine() -> Engine:
    bound: Engine = database.Sessions.kw["bind"]
    return bound


@pytest.fixture
def town_folder(settings: Settings) -> Iterator[Path]:
    """The folder of the town's own protocols; forgotten after the test."""
    folder = settings.home / "protocols"
    folder.mkdir(parents=True)
    yield folder
    PROTOCOLS.load(folder / "none")


@pytest.fixture
def app(settings: Settings) -> Flask:
    made = house.create_app(settings)
    kept.keep_templates(made)
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False  # a fault of ours must answer as one
    towns.serve(made.config["TOWN"])
    return made


@pytest.fixture
def deliver(app: Flask) -> Callable[[], int]:
    """Run all the jobs that wait."""
    return lambda: events.deliver_all(house.JOBS)


class Client(FlaskClient):
    """A test client that carries a bearer token."""

    token = ""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if self.token:
            kwargs["headers"] = {
                "Authorization": f"Bearer {self.token}",
                **(kwargs.get("headers") or {}),
            }
        return super().open(*args, **kwargs)


@pytest.fixture
def anyone(app: Flask) -> Client:
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    return client


@pytest.fixture
def new_resident(app: Flask, anyone: Client) -> Callable[[], Client]:
    """Open an account for another phone."""

    def open_account() -> Client:
        client = app.test_client()
        client.token = client.post("/api/v1/devices").json["token"]
        return client

    return open_account


@pytest.fixture
def resident(new_resident: Callable[[], Client]) -> Client:
    return new_resident()


@pytest.fixture
def account(app: Flask, anyone: Client) -> Callable[..., Client]:
    """Open an account with a role: `account("moderator", organisation="LPO")`."""

    def with_role(role: str, email: str = "", **scope: Any) -> Client:
        made = make(email or f"{role}-{uuid.uuid4().hex[:6]}@example.org", Scope(role, **scope))
        client = app.test_client()
        client.token = made["token"]
        return client

    return with_role


@pytest.fixture
def moderator(account: Callable[..., Client]) -> Client:
    return account("moderator", organisation="Les naturalistes")


@pytest.fixture
def publisher(account: Callable[..., Client]) -> Client:
    return account("publisher", organisation="Ville de Fécamp")
