"""Anyone reads the protocols: what is asked, and what an answer must be."""

from typing import Any

from flask import Response, jsonify

from citizen.protocols.rules import answers_schema, described
from citizen.protocols.schemas import ProtocolSchema, ProtocolsSchema
from config.protocols import PROTOCOLS, protocol
from config.web import Blueprint, language

protocols = Blueprint(
    "protocols", __name__, url_prefix="/api/v1/protocols", description="What residents are asked"
)


@protocols.get("")
@protocols.response(200, ProtocolsSchema)
def listed() -> dict[str, Any]:
    """List the protocols of this town."""
    return {"items": [described(one, language()) for one in PROTOCOLS.values()], "next": None}


@protocols.get("/<string:code>")
@protocols.response(200, ProtocolSchema)
def one(code: str) -> dict[str, Any]:
    """Describe a protocol and its questions."""
    return described(protocol(code), language())


@protocols.get("/<string:code>/schema.json")
@protocols.response(200, content_type="application/schema+json")
def schema(code: str) -> Response:
    """Give the JSON Schema of a protocol's answers."""
    response = jsonify(answers_schema(protocol(code), language()))
    response.mimetype = "application/schema+json"
    return response
