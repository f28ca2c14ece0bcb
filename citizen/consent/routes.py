"""Anyone reads what they agree to when they send something."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from citizen.consent.rules import VERSIONS, current, said
from citizen.consent.schemas import AskedSchema, ConsentSchema
from config.web import Blueprint, language

consent = Blueprint("consent", __name__, url_prefix="/api/v1", description="What people agree to")


@consent.get("/consent")
@consent.arguments(AskedSchema, location="query")
@consent.response(200, ConsentSchema)
def text(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Read the text people agree to: its version is kept with each observation."""
    return shown(asked["version"])


def shown(version: str | None = None) -> dict[str, Any]:
    """The text in force, or a former one, in the language of this request."""
    chosen = VERSIONS[version] if version else current()
    return said(chosen, language(), current_app.config["TOWN_NAME"])
