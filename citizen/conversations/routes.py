"""Author and moderators talk about an observation, and read what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import EXCLUDE

from citizen.accounts.access import caller
from citizen.conversations.schemas import HappeningSchema, KeySchema, MessageSchema
from citizen.observations import store
from citizen.observations.access import concerned
from citizen.observations.parked import intake as parked
from citizen.observations.parked.schemas import WaitsSchema
from citizen.observations.revisions import store as revisions
from citizen.observations.revisions.rules import Change
from citizen.observations.revisions.schemas import ProposalSchema
from citizen.observations.routes import later
from citizen.observations.rules import OPENED
from citizen.observations.tables import Message, Observation
from config import events
from config.database import reading, transaction
from config.events import Event
from config.problems import Problem
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
@conversations.arguments(KeySchema(unknown=EXCLUDE), location="headers")
@conversations.arguments(MessageSchema)
@conversations.response(201, MessageSchema)
@conversations.alt_response(202, schema=WaitsSchema)
def write(headers: Mapping[str, str], message: Mapping[str, str], uuid: UUID) -> Message | Response:
    """Add a message to the conversation."""
    key, body, by = headers["key"], message["body"], caller()
    with transaction() as session:
        try:
            found, role = concerned(session, uuid, by)
        except Problem:
            if key is None:
                raise
            return later(uuid, parked.say_later(session, uuid, by.id, body, key))
        return parked.say(session, found, (by.id, role), body, key)


@conversations.get("/<uuid:uuid>/history")
@conversations.response(200, HappeningSchema(many=True))
def history(uuid: UUID) -> list[dict[str, Any]]:
    """Read every change and decision, oldest first, without names."""
    with reading() as session:
        found, _ = concerned(session, uuid, caller())
        happened = events.about(session, str(uuid))
        made = revisions.proposed(session, found)
        changed = revisions.by_event(session, found, happened, made)
        return [happening(found, event) | _changes(changed.get(event.id)) for event in happened]


def _changes(found: Sequence[Change] | None) -> dict[str, Any]:
    return {} if found is None else {"changes": [one._asdict() for one in found]}


@conversations.get("/<uuid:uuid>/proposals")
@conversations.response(200, ProposalSchema(many=True))
def proposals(uuid: UUID) -> list[dict[str, Any]]:
    """Read the corrections proposed after a decision, oldest first, and what became of them."""
    with reading() as session:
        found, _ = concerned(session, uuid, caller())
        known = revisions.proposed(session, found)
    return [vars(one) | _changes(changed) for one, changed in known]


def happening(observation: Observation, event: Event) -> dict[str, Any]:
    """An event as the people concerned may read it: roles, never names."""
    by = "author" if event.actor_id == observation.author_id else "moderator"
    is_human = (
        event.actor_id is not None and "automatic" not in event.details
    ) or event.name == OPENED  # who opened it is never told
    return {
        "at": event.happened_at,
        "what": event.name,
        "by": by if is_human else "machine",
        "details": event.details,
    }
