"""A person takes away all that they sent."""

from flask import Response

from citizen.accounts.access import caller
from citizen.own_data.writing import stream
from config import clock, towns
from config.web import Blueprint, language

own_data = Blueprint("own-data", __name__, url_prefix="/api/v1/me", description="What I sent")


@own_data.get("/export")
@own_data.response(200, content_type="application/zip")
def export() -> Response:
    """Take away all that I sent and what became of it: a zip of JSON, CSV and photos."""
    pieces = stream(caller().id, towns.served(), language())
    response = Response(pieces, mimetype="application/zip")
    name = f"brindille-{clock.now():%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
