"""Whether the service lives, and whether it is ready to serve: for balancers and monitors."""

from pathlib import Path

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from config import files, processes
from config.health import store
from config.health.rules import AWAY, LOW, OK, UNUSED, together, told
from config.health.schemas import LiveSchema, ReadySchema, UnreadySchema
from config.web import Blueprint

health = Blueprint("health", __name__, url_prefix="/health", description="Health")
UNREADY = {"database": "database unreachable", "migrations": "database of another revision"}


@health.get("/live")
@health.response(200, LiveSchema)
def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@health.get("/ready")
@health.response(200, ReadySchema)
@health.alt_response(503, schema=UnreadySchema)
def ready() -> ResponseReturnValue:
    """Say whether it can serve, what it lacks, what waits in the outbox and what failed for good.

    503 where the database is away or not of this code's revision; else 200, "degraded" where
    something lacks that it serves without.
    """
    checks = store.database()
    for name, found in checks.items():
        if found != OK:
            return jsonify(status=UNREADY[name], checks=checks), 503
    outbox = store.outbox()
    if outbox is None:
        return jsonify(status=UNREADY["database"], checks={"database": AWAY}), 503
    checks |= _around()
    return jsonify(status=together(checks, outbox["dead_letters"]), **outbox, checks=checks)


def _around() -> dict[str, str]:
    """Look at what stands around the database."""
    home, bell = Path(current_app.config["BRINDILLE_HOME"]), current_app.config["REDIS_URL"]
    return {
        "disk": told(fine=files.free(home) > files.LEAST_FREE, otherwise=LOW),
        "redis": told(fine=processes.answers(bell)) if bell else UNUSED,
        "files": told(fine=files.store().answers()),
    }
