"""The floor of a reading: Flask, psycopg, one statement, JSON; nothing is examined or explained.

gunicorn 'bench.peers.bare:wsgi()'
"""

import json
import os
import threading
from typing import Any

import psycopg
from flask import Flask, Response, request

from bench.peers.table import NAMES

_of_thread = threading.local()
COLUMNS = ", ".join(f'"{name}"' for name in NAMES)
ROWS = f"SELECT ST_AsGeoJSON(place, 6), {COLUMNS} FROM published WHERE "
NEAR = "place && ST_MakeEnvelope(%s, %s, %s, %s, 4326) ORDER BY uuid LIMIT 100"


def found(where: str, values: list[Any]) -> list[dict[str, Any]]:
    if not hasattr(_of_thread, "server"):
        address = os.environ["DATABASE_URL"].replace("+psycopg", "")
        _of_thread.server = psycopg.connect(address, autocommit=True)
    rows = _of_thread.server.execute(ROWS + where, values).fetchall()
    return [
        {"type": "Feature", "id": str(row[1]), "geometry": json.loads(row[0]),
         "properties": dict(zip(NAMES, row[1:], strict=True))}
        for row in rows
    ]  # fmt: skip


def wsgi() -> Flask:
    app = Flask("bare")

    @app.get("/items")
    def items() -> Response:
        box = [float(one) for one in request.args["bbox"].split(",")]
        told = {"type": "FeatureCollection", "features": found(NEAR, box)}
        return Response(json.dumps(told, default=str), mimetype="application/geo+json")

    @app.get("/items/<uuid>")
    def item(uuid: str) -> Response:
        told = found("uuid = %s", [uuid])[0]
        return Response(json.dumps(told, default=str), mimetype="application/geo+json")

    @app.get("/health/live")
    def live() -> Response:
        return Response("{}")

    return app
