"""Whether the service lives, and whether it is ready to serve."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from config import clock
from config.database import reading
from config.events import Event
from config.towns import EVERY_TOWN
from config.web import Blueprint

health = Blueprint("health", __name__, url_prefix="/health", description="Health")


class LiveSchema(Schema):
    status = fields.String()


class ReadySchema(LiveSchema):
    outbox_waiting = fields.Integer()
    outbox_oldest_s = fields.Integer()
    dead_letters = fields.Integer()


@health.get("/live")
@health.response(200, LiveSchema)
def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@health.get("/ready")
@health.response(200, ReadySchema)
@health.alt_response(503, schema=LiveSchema)
def ready() -> ResponseReturnValue:
    """Say whether the database answers, what waits in the outbox and what failed for good."""
    try:
        return jsonify(_outbox())
    except SQLAlchemyError:
        return jsonify(status="database unreachable"), 503


def _outbox() -> dict[str, Any]:
    waiting = select(func.count(), func.min(Event.happened_at)).where(Event.state == "new")
    dead = select(func.count()).where(Event.state == "dead")
    with reading() as session:
        session.execute(text("SELECT 1"))
        count, oldest = session.execute(waiting, execution_options=EVERY_TOWN).one()
        letters = session.scalar(dead, execution_options=EVERY_TOWN) or 0
    age = int((clock.now() - oldest).total_seconds()) if oldest else 0
    status = "degraded" if letters else "ok"
    return {
        "status": status,
        "outbox_waiting": count,
        "outbox_oldest_s": age,
        "dead_letters": letters,
    }
