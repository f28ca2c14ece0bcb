"""Anyone reads the protocols: what is asked, and what an answer must be."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify

from citizen.protocols.rules import answers_schema, described
from citizen.protocols.schemas import ProtocolSchema, ProtocolsSchema, VersionSchema
from config.problems import Problem
from config.protocols import PROTOCOLS, protocol
from config.protocols.protocol import Protocol
from config.web import Blueprint, language

protocols = Blueprint(
    "protocols", __name__, url_prefix="/api/v1/protocols", description="What residents are asked"
)


@protocols.get("")
@protocols.response(200, ProtocolsSchema)
def listed() -> dict[str, Any]:
    """List the protocols of this town."""
    return {"items": [told(one) for one in PROTOCOLS.values()], "next": None}


@protocols.get("/<string:code>")
@protocols.arguments(VersionSchema, location="query")
@protocols.response(200, ProtocolSchema)
def one(query: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Describe a protocol and its questions, as it is or as it was or will be in a version."""
    return told(asked(code, query["version"]))


@protocols.get("/<string:code>/schema.json")
@protocols.arguments(VersionSchema, location="query")
@protocols.response(200, content_type="application/schema+json")
def schema(query: Mapping[str, Any], code: str) -> Response:
    """Give the JSON Schema of a protocol's answers."""
    response = jsonify(answers_schema(asked(code, query["version"]), language()))
    response.mimetype = "application/schema+json"
    return response


def told(one: Protocol) -> dict[str, Any]:
    return described(one, PROTOCOLS.known[one.code], language())


def asked(code: str, version: int) -> Protocol:
    """Find a version; a draft is found by those who name it."""
    found = protocol(code, version)
    if version not in {0, found.version}:
        raise Problem("unknown-protocol", protocol=code, version=version)
    return found
