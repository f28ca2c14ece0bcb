"""Anyone reads what they agree to when they send something."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from citizen.consent.rules import VERSIONS, current, said
from citizen.consent.schemas import AskedSchema, ConsentSchema
from config.templates.filters import fine
from config.web import Blueprint, language

consent = Blueprint("consent", __name__, url_prefix="/api/v1", description="What people agree to")


@consent.get("/consent")
@consent.arguments(AskedSchema, location="query")
@consent.response(200, ConsentSchema)
def text(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Read the text people agree to: its version is kept with each observation."""
    chosen = VERSIONS[asked["version"]] if asked["version"] else current()
    return said(chosen, language(), current_app.config["TOWN_NAME"])


def shown() -> Mapping[str, Any]:
    """The text in force as a page sets it, in the language of this request."""
    told = said(current(), language(), current_app.config["TOWN_NAME"])
    spoken = language()
    told["paragraphs"] = [
        {part: fine(text, spoken) for part, text in one.items()} for one in told["paragraphs"]
    ]
    return told | {name: fine(told[name], spoken) for name in ("title", "short")}
