"""The floor of a sending: Flask, the engine's driver, the same row; nothing is examined.

`gunicorn 'bench.bare:wsgi()'` on PostGIS, `python -m bench.bare PORT` (waitress) on SpatiaLite:
the servers of the product, on a copy of its table of observations with all its indexes, and the
same durability. A photo is written under a temporary name, flushed, renamed, its folder flushed.
"""

import json
import os
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
import waitress
from flask import Flask, Response, request

from citizen.observations.tables import Observation

HOME = Path(os.environ["BRINDILLE_HOME"])
SERVER = os.environ.get("DATABASE_URL", "").replace("+psycopg", "")
COLUMNS = [c.name for c in Observation.__table__.columns if c.name not in {"id", "place"}]
NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_of_thread = threading.local()
_turn = threading.Lock()  # of SQLite's one writer: better than to poll for it


def table() -> None:
    """Make the copy of the table, its indexes with it."""
    if SERVER:
        with psycopg.connect(SERVER) as server:
            server.execute("CREATE TABLE bare (LIKE observation INCLUDING ALL)")
            server.execute("CREATE SEQUENCE bare_id")
            server.execute("ALTER TABLE bare ALTER id SET DEFAULT nextval('bare_id')")
        return
    lite = _opened_lite()
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = 'observation' AND type = ? AND sql > ''"
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    lite.execute(f"CREATE TABLE bare (id INTEGER PRIMARY KEY, {columns}, UNIQUE (town_id, uuid))")
    lite.execute("SELECT AddGeometryColumn('bare', 'place', 4326, 'GEOMETRY', 'XY')")
    lite.execute("SELECT CreateSpatialIndex('bare', 'place')")
    for (made,) in lite.execute(asked, ("index",)).fetchall():
        lite.execute(made.replace(" ON observation", " ON bare").replace("ix_", "ix_bare_"))


def _opened_lite() -> sqlite3.Connection:
    lite = sqlite3.connect(HOME / "brindille.db", isolation_level=None, timeout=15)
    lite.enable_load_extension(True)
    lite.load_extension("mod_spatialite")
    lite.execute("PRAGMA journal_mode = WAL")
    lite.execute("PRAGMA synchronous = FULL")
    return lite


def keep(row: list[Any], longitude: float, latitude: float) -> None:
    """Insert a row and commit, on the connection of this thread."""
    if SERVER:
        if not hasattr(_of_thread, "server"):
            options = "-c synchronous_commit=on"
            _of_thread.server = psycopg.connect(SERVER, options=options, autocommit=True)
        marks = ", ".join(["%s"] * len(COLUMNS))
        made = f"INSERT INTO bare ({NAMES}, place) VALUES ({marks}, "
        point = "ST_SetSRID(ST_MakePoint(%s, %s), 4326))"
        _of_thread.server.execute(made + point, [*row, longitude, latitude])
        return
    if not hasattr(_of_thread, "lite"):
        _of_thread.lite = _opened_lite()
    marks = ", ".join("?" * len(COLUMNS))
    made = f"INSERT INTO bare ({NAMES}, place) VALUES ({marks}, MakePoint(?, ?, 4326))"
    with _turn:
        _of_thread.lite.execute(made, [*row, longitude, latitude])


def wsgi() -> Flask:
    app = Flask("bare")

    @app.put("/observations/<uuid>")
    def send(uuid: str) -> tuple[dict[str, Any], int]:
        told = json.loads(request.get_data())
        keep(_row(uuid, told), *told["place"]["coordinates"])
        return {"uuid": uuid, "status": "submitted"}, 201

    @app.put("/photos/<digest>")
    def send_photo(digest: str) -> tuple[dict[str, Any], int]:
        target = HOME / "bare" / digest[:2] / digest
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".part")
        with temporary.open("wb") as out:
            out.write(request.get_data())
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        keep(_row(digest[:32], json.loads(request.headers["X-Told"])), 0.37, 49.75)
        return {"sha256": digest}, 201

    @app.get("/health/live")
    def live() -> Response:
        return Response("{}")

    return app


def _row(uuid: str, told: dict[str, Any]) -> list[Any]:
    """The values of the columns, as JSON tells them; the rest is constant."""
    at = told["observed_at"]
    known = {
        "uuid": uuid.replace("-", ""), "author_id": 1, "town_id": 1, "protocol": told["protocol"],
        "observed_at": at, "observed_text": at, "received_at": at, "changed_at": at,
        "answers": json.dumps(told["answers"]), "accuracy_m": told["accuracy_m"],
        "place_source": told["place_source"], "digest": "0" * 64,
    }  # fmt: skip
    return [known.get(name, REST.get(name)) for name in COLUMNS]


EMPTY = {str: "", bool: False, int: 0}
LISTS = {"photos_declared": "[]", "campaign_marks": "[]"}
REST: dict[str, Any] = {
    column.name: EMPTY[column.type.python_type] for column in Observation.__table__.columns
    if not column.nullable and column.type.python_type in EMPTY
} | LISTS  # fmt: skip

if __name__ == "__main__":
    sys.setswitchinterval(0.0005)
    waitress.serve(wsgi(), host="127.0.0.1", port=int(sys.argv[1]), threads=8)
