"""Photos arrive from phones; their copies are shown to those who may see the observation."""

from typing import Any
from uuid import UUID

from flask import Response, request

from citizen.accounts.access import asking, caller
from citizen.evidence import intake
from citizen.evidence.schemas import PhotoSchema
from citizen.observations.access import own, readable
from citizen.photos import store
from citizen.photos.rules import FORMATS, MAX_BYTES, SIZES, copy_path
from config import files
from config.database import reading
from config.problems import Problem
from config.web import Blueprint, body

evidence = Blueprint(
    "evidence", __name__, url_prefix="/api/v1/observations", description="Photos of observations"
)


@evidence.put("/<uuid:uuid>/photos/<string:digest>")
@evidence.response(200, PhotoSchema)
@evidence.alt_response(201, schema=PhotoSchema)
def send(uuid: UUID, digest: str) -> tuple[dict[str, Any], int]:
    """Send the bytes of a photo, under their SHA-256."""
    if request.mimetype not in {*FORMATS.values(), "application/octet-stream", ""}:
        raise Problem("wrong-media-type")
    return intake.keep(uuid, digest, body(request, MAX_BYTES), caller())


@evidence.route("/<uuid:uuid>/photos/<string:digest>", methods=["HEAD"])
@evidence.response(200)
def received(uuid: UUID, digest: str) -> Response:
    """Say how many bytes of a photo are there: all, or none."""
    with reading() as session:
        found = own(session, uuid, caller())
        known = store.of_observation(session, found.id)
    photo = next((one for one in known if one.sha256 == digest), None)
    if photo is None:
        raise Problem("not-found")
    return Response(headers={"Upload-Offset": str(photo.size)})


shown = Blueprint("photos", __name__, url_prefix="/photos", description="Photos anyone may see")


@shown.get("/<uuid:name>-<int:size>.jpg")
@shown.response(200, content_type="image/jpeg")
def show(name: UUID, size: int) -> Response:
    """Show a copy of a photo: re-encoded, without any metadata."""
    with reading() as session:
        photo = store.of_name(session, name)
        is_public = photo is not None and readable(session, photo, asking())
    if photo is None or size not in SIZES or not photo.is_ready:
        raise Problem("not-found")
    response = Response(files.store().stream(copy_path(name, size)), mimetype="image/jpeg")
    kept = "public, max-age=3600" if is_public else "private, no-store"
    response.headers["Cache-Control"] = kept
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
