"""Sounds arrive from phones, and are heard by those who may see the observation."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response, request
from marshmallow import EXCLUDE

from citizen.accounts.access import caller
from citizen.evidence.parts import Arriving, Kind, arrived
from citizen.evidence.routes import PARTS, given, may_see, offset, taken
from citizen.evidence.schemas import PartSchema
from citizen.evidence.sounds import intake
from citizen.evidence.sounds.schemas import KnownSoundSchema, SoundSchema
from citizen.observations.access import concerned
from citizen.photos.rules import MAX_BYTES
from citizen.sounds import store
from citizen.sounds.rules import ACCEPTED, KINDS, sound_path
from citizen.sounds.tables import SoundRow
from config.database import reading
from config.problems import Problem
from config.refusals import bytes_of
from config.web import Blueprint, body

SOUNDS = Kind(intake.keep, store.sizes)

sounds = Blueprint(
    "sounds", __name__, url_prefix="/api/v1/observations", description="Sounds of observations"
)


@sounds.put("/<uuid:uuid>/sounds/<string:digest>")
@sounds.doc(**bytes_of(*sorted(ACCEPTED)))
@sounds.response(200, SoundSchema)
@sounds.alt_response(201, schema=SoundSchema)
def send(uuid: UUID, digest: str) -> tuple[dict[str, Any], int]:
    """Send the bytes of a sound, under their SHA-256."""
    if request.mimetype not in {*ACCEPTED, *PARTS}:
        raise Problem("wrong-media-type")
    return intake.keep(uuid, digest, body(request, MAX_BYTES), caller())


@sounds.get("/<uuid:uuid>/sounds")
@sounds.response(200, KnownSoundSchema(many=True))
def listed(uuid: UUID) -> Sequence[SoundRow]:
    """List the sounds of an observation, for its author and moderators."""
    with reading() as session:
        found, _ = concerned(session, uuid, caller())
        return store.of_observation(session, found.id)


@sounds.route("/<uuid:uuid>/sounds/<string:digest>", methods=["HEAD"])
@sounds.response(200)
def received(uuid: UUID, digest: str) -> Response:
    """Say how many bytes of a sound arrived, in Upload-Offset."""
    return offset(arrived(Arriving(uuid, digest, kind=SOUNDS), caller()))


@sounds.patch("/<uuid:uuid>/sounds/<string:digest>")
@sounds.doc(**bytes_of("application/octet-stream"))
@sounds.arguments(PartSchema(unknown=EXCLUDE), location="headers")
@sounds.response(201, SoundSchema)
@sounds.alt_response(204, description="This part arrived; Upload-Offset says how many bytes are")
def go_on(part: Mapping[str, Any], uuid: UUID, digest: str) -> Any:
    """Send the next part of a sound, from the byte that Upload-Offset tells."""
    return taken(Arriving(uuid, digest, part["length"], SOUNDS), part["offset"])


heard = Blueprint("heard", __name__, url_prefix="/sounds", description="Sounds anyone may hear")


@heard.get("/<uuid:name>.<string:end>")
@heard.response(200, content_type="audio/*")
def play(name: UUID, end: str) -> Response:
    """Give a sound, whole or the part a player asks for: the sound alone, without any tag."""
    with reading() as session:
        sound = store.of_name(session, name)
        is_public = may_see(session, sound, name)
    if sound is None or end != KINDS[sound.media_type]:
        raise Problem("not-found")
    path = sound_path(name, sound.media_type)
    response = given(path, sound.media_type, is_public=is_public)
    if response.status_code == 200:
        response.content_length = sound.kept_size
        response.make_conditional(request, accept_ranges=True, complete_length=sound.kept_size)
    return response
