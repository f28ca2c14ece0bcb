"""Anyone finds a place by its address."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from config.web import Blueprint
from reference.addresses import finding
from reference.addresses.schemas import AddressesSchema, AskedSchema

addresses = Blueprint(
    "addresses", __name__, url_prefix="/api/v1/addresses", description="Places by address"
)


@addresses.get("")
@addresses.arguments(AskedSchema, location="query")
@addresses.response(200, AddressesSchema)
def search(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Find addresses by the beginnings of their words, in any order, number first or last.

    Among those the town imported; where it imported none, by the geocoder it chose, if it did.
    """
    found = finding.found(asked["q"], asked["limit"], current_app.config["GEOCODER_URL"])
    return {"items": [one._asdict() for one in found], "next": None}
