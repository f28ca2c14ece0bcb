"""Photos arrive from phones; their copies are shown to those who may see the observation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for
from marshmallow import EXCLUDE
from werkzeug import Response as AnyResponse

from citizen.accounts.access import asking, caller
from citizen.evidence import intake, parts
from citizen.evidence.schemas import KnownPhotoSchema, PartSchema, PhotoSchema
from citizen.observations.access import Shown, concerned, readable
from citizen.photos import store
from citizen.photos.rules import FORMATS, MAX_BYTES, SIZES, copy_path
from config import files
from config.database import Session, reading
from config.problems import Problem
from config.refusals import bytes_of
from config.web import Blueprint, body

PARTS = {"application/offset+octet-stream", "application/octet-stream", ""}

evidence = Blueprint(
    "evidence", __name__, url_prefix="/api/v1/observations", description="Photos of observations"
)


@evidence.put("/<uuid:uuid>/photos/<string:digest>")
@evidence.doc(**bytes_of(*sorted(FORMATS.values())))
@evidence.response(200, PhotoSchema)
@evidence.alt_response(201, schema=PhotoSchema)
def send(uuid: UUID, digest: str) -> tuple[dict[str, Any], int]:
    """Send the bytes of a photo, under their SHA-256."""
    if request.mimetype not in {*FORMATS.values(), "image/heif", *PARTS}:
        raise Problem("wrong-media-type")
    return intake.keep(uuid, digest, body(request, MAX_BYTES), caller())


@evidence.get("/<uuid:uuid>/photos")
@evidence.response(200, KnownPhotoSchema(many=True))
def listed(uuid: UUID) -> list[dict[str, Any]]:
    """List the photos of an observation and what they tell, for its author and moderators."""
    with reading() as session:
        found, _ = concerned(session, uuid, caller())
        known = store.of_observation(session, found.id)
        against = intake.conflicts_of(found, known)
    return [vars(one) | {"conflicts": against[one.uuid]} for one in known]


@evidence.route("/<uuid:uuid>/photos/<string:digest>", methods=["HEAD"])
@evidence.response(200)
def received(uuid: UUID, digest: str) -> Response:
    """Say how many bytes of a photo arrived, in Upload-Offset."""
    return offset(parts.arrived(parts.Arriving(uuid, digest), caller()))


def offset(known: int) -> Response:
    if not known:
        raise Problem("not-found")
    return Response(headers={"Upload-Offset": str(known), "Cache-Control": "no-store"})


@evidence.patch("/<uuid:uuid>/photos/<string:digest>")
@evidence.doc(**bytes_of("application/octet-stream"))
@evidence.arguments(PartSchema(unknown=EXCLUDE), location="headers")
@evidence.response(201, PhotoSchema)
@evidence.alt_response(204, description="This part arrived; Upload-Offset says how many bytes are")
def go_on(part: Mapping[str, Any], uuid: UUID, digest: str) -> Any:
    """Send the next part of a photo, from the byte that Upload-Offset tells; the last closes it."""
    return taken(parts.Arriving(uuid, digest, part["length"]), part["offset"])


def taken(arriving: parts.Arriving, start: int) -> Any:
    """Take the part in the body of this request."""
    if request.mimetype not in PARTS:
        raise Problem("wrong-media-type")
    taken = parts.take(arriving, start, body(request, MAX_BYTES), caller())
    if isinstance(taken, int):
        return Response(status=204, headers={"Upload-Offset": str(taken)})
    return taken


shown = Blueprint("photos", __name__, url_prefix="/photos", description="Photos anyone may see")


@shown.get("/<uuid:name>-<int:size>.jpg")
@shown.response(200, content_type="image/jpeg")
def show(name: UUID, size: int) -> AnyResponse:
    """Show a copy of a photo: re-encoded, without any metadata."""
    with reading() as session:
        photo = store.of_name(session, name) or store.of_former_name(session, name)
        is_public = may_see(session, photo, name)
    if photo is None or size not in SIZES or not photo.is_ready:
        raise Problem("not-found")
    if photo.uuid != name:  # blurred since: who knows the former address finds the present one
        response = redirect(url_for("photos.show", name=photo.uuid, size=size))
        response.headers["Cache-Control"] = "no-store"
        return response
    return given(copy_path(name, size), "image/jpeg", is_public=is_public)


def may_see(session: Session, one: Shown | None, name: UUID) -> bool:
    """Say whether anyone may see a photo or hear a sound; of what was taken back, say so (410)."""
    try:
        return one is not None and readable(session, one, asking())
    except Problem:
        if store.is_gone(session, name):
            raise Problem("taken-back") from None
        raise


def given(path: str, media_type: str, *, is_public: bool) -> Response:
    """Give a file whose bytes never change under its name, to those who may have it today.

    What is public is asked for again each time: hidden or withdrawn, no cache shows it any more.
    """
    response = Response(files.store().stream(path), mimetype=media_type)
    response.headers["Cache-Control"] = "public, no-cache" if is_public else "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if is_public:
        response.set_etag(path.rpartition("/")[2].partition(".")[0])
        response.make_conditional(request)
    return response
