"""What /health/ready says of each thing that the service stands on, when it truly fails."""

import socket
from dataclasses import replace

import pytest
from sqlalchemy import text

import app as house
from config import files, towns
from config.database import transaction
from tests.conftest import engine

WELL = {"database": "ok", "migrations": "ok", "disk": "ok", "redis": "unused", "files": "ok"}


@pytest.fixture
def nobody_there():
    """A port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ready(settings, **changes):
    made = house.create_app(replace(settings, **changes))
    towns.serve(made.config["TOWN"])
    answer = made.test_client().get("/health/ready")
    engine().dispose()
    return answer.status_code, answer.json


def test_a_service_that_is_well_says_so_of_each_and_tells_nothing_else(settings):
    status, told = ready(settings)
    assert (status, told["status"], told["checks"]) == (200, "ok", WELL)
    assert told.keys() == {
        "status", "outbox_waiting", "outbox_oldest_s", "dead_letters", "checks"
    }  # fmt: skip


@pytest.mark.parametrize("row", ["UPDATE alembic_version SET version_num = '0001'",
                                 "DELETE FROM alembic_version"])  # fmt: skip
def test_tables_of_another_revision_are_not_served(settings, row):
    house.open_home(settings)
    with transaction() as session:
        session.execute(text(row))
    engine().dispose()
    told = {"database": "ok", "migrations": "other-revision"}
    assert ready(settings) == (503, {"status": "database of another revision", "checks": told})


def test_a_database_without_the_tables_is_told_as_such(settings):
    made = house.create_app(settings)
    with transaction() as session:
        session.execute(text("ALTER TABLE event RENAME TO gone"))
    answer = made.test_client().get("/health/ready")
    assert (answer.status_code, answer.json["status"]) == (503, "database unreachable")


def test_redis_that_is_away_is_told_and_nothing_stops(settings, nobody_there):
    status, told = ready(settings, REDIS_URL=f"redis://:hidden@127.0.0.1:{nobody_there}/0")
    assert (status, told["status"]) == (200, "degraded")
    assert told["checks"] == WELL | {"redis": "unreachable"}
    assert "hidden" not in str(told)


def test_files_that_cannot_be_written_are_told(settings, nobody_there, monkeypatch):
    in_the_way = settings.home / "files"
    in_the_way.write_bytes(b"a file where a folder was")
    found = ready(settings)[1]
    assert (found["status"], found["checks"]) == ("degraded", WELL | {"files": "unreachable"})
    in_the_way.unlink()
    monkeypatch.setenv("AWS_ENDPOINT", f"http://127.0.0.1:{nobody_there}")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    found = ready(settings, FILES_URL="s3://bucket/town")[1]
    assert found["checks"] == WELL | {"files": "unreachable"}
    assert "bucket" not in str(found)


def test_a_disk_with_less_than_should_be_left_is_told(settings, monkeypatch):
    monkeypatch.setattr(files, "LEAST_FREE", files.free(settings.home) * 2)
    found = ready(settings)[1]
    assert (found["status"], found["checks"]) == ("degraded", WELL | {"disk": "low"})
