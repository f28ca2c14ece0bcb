"""One town for a whole file of bad requests: none of them may change it."""

import shutil
from collections.abc import Iterator

import pytest

import app as house
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import database, files, mail, site, towns
from tests.conftest import SERVER, Client, engine, settings_of
from tests.hostile.world import World
from tests.sendings import new_id, sent


@pytest.fixture(scope="module")
def town(prepared, databases, tmp_path_factory) -> Iterator[World]:
    """The town of a file of tests."""
    name, folder = databases.make(prepared) if SERVER else "", tmp_path_factory.mktemp("hostile")
    if not SERVER:
        shutil.copy(prepared, folder / "brindille.db")
    settings = settings_of(folder, name)
    made = house.create_app(settings)
    made.test_client_class = Client
    made.config["PROPAGATE_EXCEPTIONS"] = False  # a fault of ours must answer as one
    towns.serve(made.config["TOWN"])
    clients = (made.test_client() for _ in range(3))
    known = World(made, settings, engine(), *clients, observation=new_id())
    known.resident.token = known.anyone.post("/api/v1/devices").json["token"]
    scope = Scope("moderator", organisation="Les naturalistes")
    known.moderator.token = make("naturaliste@example.org", scope)["token"]
    kept = known.resident.put(f"/api/v1/observations/{known.observation}", json=sent())
    assert kept.status_code == 201, kept.text
    yield known
    known.engine.dispose()
    if SERVER:
        databases.drop(name)


@pytest.fixture
def world(town: World) -> World:
    """The town of this file, made the one that is served again: other tests open theirs."""
    bound = town.engine
    database.Sessions.configure(bind=bound)
    database.Readings.configure(bind=bound.execution_options(reading=True))
    files.connect(town.settings.files)
    mail.connect(town.settings.MAIL_URL, town.settings.home, "brindille@example.org")
    site.stands_at(town.settings.public_url)
    towns.serve(town.app.config["TOWN"])
    return town
