"""Moderators decide."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.observations.routes import headers, seen
from citizen.observations.rules import tag
from config.database import transaction
from config.problems import Problem
from config.web import Blueprint
from moderation.decisions.judging import judge, to_decide
from moderation.decisions.rules import Verdict
from moderation.decisions.schemas import DecisionSchema, TakenSchema

decisions = Blueprint(
    "decisions", __name__, url_prefix="/api/v1/observations", description="Decisions"
)


@decisions.post("/<uuid:uuid>/decisions")
@decisions.arguments(DecisionSchema)
@decisions.response(201, TakenSchema)
def take(decision: Verdict, uuid: UUID) -> tuple[Mapping[str, Any], int, Mapping[str, str]]:
    """Decide on an observation; with `If-Match`, only on the version seen."""
    with transaction() as session:
        found = to_decide(session, uuid, caller())
        current = tag(uuid, found.version, found.turn)
        if seen() not in {None, current}:
            raise Problem("stale-version", etag=current)
        taken = judge(session, found, decision, caller())
        answer = {
            "uuid": taken.uuid,
            "observation": uuid,
            "verdict": taken.verdict,
            "reason": taken.reason,
            "status": found.status,
            "validation": found.level,
            "taken_at": taken.taken_at,
        }
    return answer, 201, {"ETag": headers(found)["ETag"]}
