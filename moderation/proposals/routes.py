"""Moderators answer the corrections that authors propose."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.observations.routes import IF_MATCH, headers, seen
from config.database import transaction
from config.web import Blueprint
from moderation.decisions.access import refuse_stale
from moderation.decisions.judging import to_decide
from moderation.proposals import judging
from moderation.proposals.judging import Answer
from moderation.proposals.schemas import AnsweredSchema, AnswerSchema

proposals = Blueprint(
    "proposals", __name__, url_prefix="/api/v1/observations", description="Proposed corrections"
)


@proposals.post("/<uuid:uuid>/proposals/<uuid:proposal>")
@proposals.arguments(AnswerSchema)
@proposals.response(201, AnsweredSchema)
@proposals.doc(parameters=[IF_MATCH])
def answer(
    given: Answer, uuid: UUID, proposal: UUID
) -> tuple[dict[str, Any], int, Mapping[str, str]]:
    """Accept a proposed correction, or decline it; with `If-Match`, only as it was seen."""
    with transaction() as session:
        found = to_decide(session, uuid, caller())
        judging.known(session, found, proposal)  # before what became of its observation
        refuse_stale(session, found, seen())
        waits = judging.waiting(session, found, proposal)
        judging.answer(session, found, waits, given, caller())
        told = {"uuid": proposal, "observation": uuid, "state": waits.state}
        told |= {"version": found.version, "status": found.status}
    return told, 201, {"ETag": headers(found)["ETag"]}
