"""What waits for a moderator; take the next; let it go."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.observations import store as observations
from citizen.observations.routes import as_told, headers
from citizen.observations.tables import Observation
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import Flag
from citizen.plausibility.sentences import for_moderator
from config import clock
from config.database import Session, reading, transaction
from config.languages import say, words
from config.problems import Problem
from config.protocols import protocol
from config.web import Blueprint, language, next_link
from moderation.queues import store
from moderation.queues.rules import is_held, sentence
from moderation.queues.schemas import AskedSchema, ItemSchema, QueueSchema
from moderation.queues.tables import Waiting
from reference.territories import store as territories

queues = Blueprint("queues", __name__, url_prefix="/api/v1/queue", description="What waits")


@queues.get("")
@queues.arguments(AskedSchema, location="query")
@queues.response(200, QueueSchema)
def waiting(page: Mapping[str, Any]) -> tuple[Mapping[str, Any], int, Mapping[str, str]]:
    """List what waits for me, oldest first, each with the reason why."""
    with reading() as session:
        asked = page["cursor"] or 0, page["limit"], page["part"]
        found = store.waiting(session, caller(), *asked)
        items = told(session, found)
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
        return told(session, [found])[0], 200, headers(found[1])


@queues.delete("/claims/<uuid:uuid>")
@queues.response(204)
def release(uuid: UUID) -> None:
    """Let go of an observation I hold."""
    with transaction() as session:
        found = observations.find(session, uuid)
        if found is None:
            raise Problem("unknown-observation")
        store.release(session, caller(), found.id)


def told(session: Session, found: Sequence[store.Item]) -> list[dict[str, Any]]:
    """What waits, as JSON; as many queries for a page as for one."""
    waiting_for = [observation for _, observation in found]
    missing = observations.all_missing_photos(session, waiting_for)
    names = territories.names(session, {one.territory for one in waiting_for if one.territory})
    flags = plausibility.of_each(session, {one.id: one.version for one in waiting_for})
    first = store.newcomers(session, [one.id for one in waiting_for])
    return [
        {
            "uuid": observation.uuid,
            "why": why(names.get(observation.territory or "", ""), waits, observation),
            "since": waits.since,
            "held": is_held_by_another(waits),
            "is_first": observation.id in first,
            "observation": as_told(
                observation, missing[observation.id], sentences(observation, flags[observation.id])
            ),
        }
        for waits, observation in found
    ]


def sentences(observation: Observation, flags: Sequence[Flag]) -> list[dict[str, str]]:
    """What looks unlikely in an observation, for a moderator."""
    return for_moderator(
        flags, protocol(observation.protocol, observation.protocol_version), language()
    )


def is_held_by_another(waits: Waiting) -> bool:
    held = is_held(waits.held_by, waits.held_until, clock.now())
    return held and waits.held_by != caller().id


def why(where: str, waits: Waiting, observation: Observation) -> str:
    """Say why an observation came to this desk, in the language of the reader.

    where: the name of its commune; empty when it lies outside those we know.
    """
    spoken = language()
    words_of = {
        "what": observation.group or words(protocol(observation.protocol).title, spoken),
        "where": where or say("moderation/queues", "anywhere", spoken),
        "who": waits.organisation,
    }
    return sentence(waits.why, words_of, spoken)
