"""What waits for a moderator; take the next, hold it while at work; let it go."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.routes import as_told, headers
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import Flag
from citizen.plausibility.sentences import for_moderator
from config import clock
from config.database import Session, reading, transaction
from config.languages import say, words
from config.problems import Problem
from config.protocols import protocol
from config.web import Blueprint, language, next_link
from moderation.queues.claims import store as claims
from moderation.queues.listing import store as listing
from moderation.queues.listing.store import Item, Page
from moderation.queues.rules import is_held, position, sentence
from moderation.queues.schemas import AskedSchema, ClaimSchema, ItemSchema, NextSchema, QueueSchema

queues = Blueprint("queues", __name__, url_prefix="/api/v1/queue", description="What waits")


@queues.get("")
@queues.arguments(AskedSchema, location="query")
@queues.response(200, QueueSchema)
def waiting(asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], int, Mapping[str, str]]:
    """List what waits for me, oldest promise first, each with the reason why."""
    with reading() as session:
        page = Page(asked["part"], position(asked["cursor"]), asked["limit"])
        found = listing.rows(session, caller(), page)
        items = told(session, found)
    following = str(found[-1].position) if len(found) == asked["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)


@queues.post("/next")
@queues.arguments(NextSchema, location="query")
@queues.response(200, ItemSchema)
@queues.alt_response(204, description="Nothing waits for me")
def take_next(
    asked: Mapping[str, Any],
) -> tuple[Mapping[str, Any] | None, int, Mapping[str, str]]:
    """Take the first that nobody is looking at, for ten minutes."""
    with transaction() as session:
        found = claims.take_next(session, caller(), asked["part"])
        if found is None:
            return None, 204, {}
        return told(session, [found])[0], 200, headers(found.observation)


@queues.put("/claims/<uuid:uuid>")
@queues.response(200, ClaimSchema)
def claim(uuid: UUID) -> dict[str, Any]:
    """Take what waits, or go on holding it while at work: ten minutes from now."""
    with transaction() as session:
        found = observations.find(session, uuid)
        if found is None or not may_decide(found, caller()):
            raise Problem("unknown-observation")
        if found.author_id == caller().id:
            raise Problem("own-observation")
        waits = claims.claim(session, caller(), found.id)
        if waits is None:
            raise Problem("waits-no-more")
        if waits.held_by != caller().id:
            until = waits.held_until and waits.held_until.isoformat()
            by = claims.name_of_holder(session, waits)
            raise Problem("held-by-colleague", held_until=until, by=by)
        return {"uuid": uuid, "held_until": waits.held_until}


@queues.delete("/claims/<uuid:uuid>")
@queues.response(204)
def release(uuid: UUID) -> None:
    """Let go of an observation I hold."""
    with transaction() as session:
        found = observations.find(session, uuid)
        if found is None or not may_decide(found, caller()):
            raise Problem("unknown-observation")  # what one may not see is not said to exist
        claims.release(session, caller(), found.id)


def told(session: Session, found: Sequence[Item]) -> list[dict[str, Any]]:
    """What waits, as JSON; as many queries for a page as for one."""
    waiting_for = [one.observation for one in found]
    missing = observations.all_missing_photos(session, waiting_for)
    flags = plausibility.of_each(session, {one.id: one.version for one in waiting_for})
    return [
        {
            "uuid": one.observation.uuid,
            "why": why(one.place, one.waits, one.observation),
            "since": one.waits.since,
            "due": one.waits.due,
            "target_days": one.waits.target_days,
            "held": (held := is_held_by_another(one.waits)),
            "held_until": one.waits.held_until if held else None,
            "is_first": one.is_first,
            "observation": as_told(
                one.observation,
                missing[one.observation.id],
                sentences(one.observation, flags[one.observation.id]),
            ),
        }
        for one in found
    ]


def sentences(observation: Any, flags: Sequence[Flag]) -> list[dict[str, str]]:
    """What looks unlikely in an observation, for a moderator."""
    return for_moderator(
        flags, protocol(observation.protocol, observation.protocol_version), language()
    )


def is_held_by_another(waits: Any) -> bool:
    held = is_held(waits.held_by, waits.held_until, clock.now())
    return held and waits.held_by != caller().id


def why(where: str, waits: Any, observation: Any) -> str:
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
