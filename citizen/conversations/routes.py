"""Author and moderators talk about an observation, and read what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.conversations.schemas import HappeningSchema, MessageSchema
from citizen.observations import store
from citizen.observations.access import concerned
from citizen.observations.tables import Message, Observation
from config import events
from config.database import reading, transaction
from config.events import Event
from config.web import Blueprint

conversations = Blueprint(
    "conversations", __name__, url_prefix="/api/v1/observations", description="Conversations"
)


@conversations.get("/<uuid:uuid>/messages")
@conversations.response(200, MessageSchema(many=True))
def messages(uuid: UUID) -> Sequence[Message]:
    """Read the conversation about an observation."""
    with reading() as session:
        found, _ = concerned(session, uuid, caller())
        return store.messages(session, found)


@conversations.post("/<uuid:uuid>/messages")
@conversations.arguments(MessageSchema)
@conversations.response(201, MessageSchema)
def write(message: Mapping[str, str], uuid: UUID) -> Message:
    """Add a message to the conversation."""
    with transaction() as session:
        found, by = concerned(session, uuid, caller())
        said = store.say(session, found, caller().id, by, message["body"])
        events.record(session, f"message.{by}", uuid, caller().id, body=message["body"])
    return said


@conversations.get("/<uuid:uuid>/history")
@conversations.response(200, HappeningSchema(many=True))
def history(uuid: UUID) -> list[dict[str, Any]]:
    """Read every change and decision, oldest first, without names."""
    with reading() as session:
        found, _ = concerned(session, uuid, caller())
        return [happening(found, event) for event in events.about(session, str(uuid))]


def happening(observation: Observation, event: Event) -> dict[str, Any]:
    """An event as the people concerned may read it: roles, never names."""
    by = "author" if event.actor_id == observation.author_id else "moderator"
    return {
        "at": event.happened_at,
        "what": event.name,
        "by": by if event.actor_id is not None else "machine",
        "details": event.details,
    }
