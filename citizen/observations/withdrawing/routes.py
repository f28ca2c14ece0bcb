"""An author withdraws an observation: the body that says why may be left out."""

from uuid import UUID

from flask import Response, request

from citizen.accounts.access import caller
from citizen.observations import intake
from citizen.observations.access import own
from citizen.observations.parked import intake as parked
from citizen.observations.parked.intake import Author
from citizen.observations.parked.schemas import WaitsSchema
from citizen.observations.routes import IF_MATCH, later, seen
from citizen.observations.withdrawing.schemas import WhySchema
from config import strict_json
from config.content import load
from config.database import transaction
from config.problems import Problem
from config.web import MAX_JSON, Blueprint, body

WHY = {"required": False, "content": {"application/json": {"schema": WhySchema}}}

withdrawing = Blueprint(
    "withdrawing", __name__, url_prefix="/api/v1/observations", description="Observations"
)


@withdrawing.delete("/<uuid:uuid>")
@withdrawing.response(204)
@withdrawing.alt_response(202, schema=WaitsSchema)
@withdrawing.doc(parameters=[IF_MATCH], requestBody=WHY)
def withdraw(uuid: UUID) -> Response | None:
    """Withdraw an observation: it will be published no more."""
    why = reason()
    with transaction() as session:
        if seen() is None:
            intake.withdraw(session, own(session, uuid, caller()), why)
            return None
        one = parked.withdraw(session, uuid, Author(caller().id, seen()), why)
    return None if one is None else later(uuid, one)


def reason() -> str:
    """Read why, where a body says it."""
    sent = body(request, MAX_JSON)
    if not sent:
        return ""
    if not request.is_json:
        raise Problem("wrong-media-type")
    return str(load(WhySchema(), strict_json.read(sent))["reason"])
