"""What waits, as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from citizen.observations.parked.rules import KEPT_FOR
from citizen.observations.parked.tables import Parked
from citizen.observations.revisions.tables import Proposal
from config.languages import say

TEXTS = "citizen/observations"


class WaitsSchema(Schema):
    """What was kept and is not done yet."""

    uuid = fields.UUID(metadata={"description": "Of the observation"})
    waits = fields.String(
        metadata={"description": "parked until what it follows comes; proposed, or replaced since"}
    )
    until = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When what is parked will be forgotten"}
    )
    proposal = fields.UUID(allow_none=True)
    detail = fields.String(metadata={"description": "What will happen, in words"})


def told(uuid: UUID, one: Parked | Proposal, language: str) -> dict[str, Any]:
    """Say what will become of what waits."""
    if isinstance(one, Parked):
        until, waits, proposal = one.parked_at + KEPT_FOR, "parked", None
    else:
        until, proposal = None, one.uuid
        waits = "proposed" if one.state == "waiting" else "replaced"
    said = say(TEXTS, f"waits.{waits}", language, until=until)
    return {"uuid": uuid, "waits": waits, "until": until, "proposal": proposal, "detail": said}
