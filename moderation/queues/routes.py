"""What waits for a moderator; take the next; let it go."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.observations import store as observations
from citizen.observations.routes import as_told, headers
from citizen.observations.schemas import PageSchema
from citizen.observations.tables import Observation
from config import clock
from config.database import Session, reading, transaction
from config.languages import say, words
from config.problems import Problem
from config.protocols import protocol
from config.web import Blueprint, language, next_link
from moderation.queues import store
from moderation.queues.rules import is_held, sentence
from moderation.queues.schemas import ItemSchema, QueueSchema
from moderation.queues.tables import Waiting
from reference.territories import store as territories

queues = Blueprint("queues", __name__, url_prefix="/api/v1/queue", description="What waits")


@queues.get("")
@queues.arguments(PageSchema, location="query")
@queues.response(200, QueueSchema)
def waiting(page: Mapping[str, Any]) -> tuple[Mapping[str, Any], int, Mapping[str, str]]:
    """List what waits for me, oldest first, each with the reason why."""
    with reading() as session:
        found = store.waiting(session, caller(), page["cursor"] or 0, page["limit"])
        items = [item(session, *pair) for pair in found]
    following = str(found[-1][1].id) if len(found) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)


@queues.post("/next")
@queues.response(200, ItemSchema)
@queues.alt_response(204, description="Nothing waits for me")
def take_next() -> tuple[Mapping[str, Any] | None, int, Mapping[str, str]]:
    """Take the oldest that nobody is looking at, for ten minutes."""
    with transaction() as session:
        found = store.take_next(session, caller())
        if found is None:
            return None, 204, {}
        return item(session, *found), 200, headers(found[1])


@queues.delete("/claims/<uuid:uuid>")
@queues.response(204)
def release(uuid: UUID) -> None:
    """Let go of an observation I hold."""
    with transaction() as session:
        found = observations.find(session, uuid)
        if found is None:
            raise Problem("unknown-observation")
        store.release(session, caller(), found.id)


def item(session: Session, waits: Waiting, observation: Observation) -> dict[str, Any]:
    now = clock.now()
    return {
        "uuid": observation.uuid,
        "why": why(session, waits, observation),
        "since": waits.since,
        "held": is_held(waits.held_by, waits.held_until, now) and waits.held_by != caller().id,
        "observation": as_told(session, observation),
    }


def why(session: Session, waits: Waiting, observation: Observation) -> str:
    """Say why an observation came to this desk, in the language of the reader."""
    spoken = language()
    territory = observation.territory and territories.of_code(session, observation.territory)
    told = {
        "what": observation.group or words(protocol(observation.protocol).title, spoken),
        "where": territory.name if territory else say("moderation/queues", "anywhere", spoken),
        "who": waits.organisation,
    }
    return sentence(waits.why, told, spoken)
