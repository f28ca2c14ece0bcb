"""Photos as JSON."""

from marshmallow import Schema, fields, validate

from citizen.photos.rules import MAX_BYTES


class PartSchema(Schema):
    offset = fields.Integer(
        data_key="Upload-Offset",
        required=True,
        validate=validate.Range(0, MAX_BYTES),
        metadata={"description": "At which byte of the photo this part begins"},
    )
    length = fields.Integer(
        data_key="Upload-Length",
        load_default=None,
        validate=validate.Range(1, MAX_BYTES),
        metadata={"description": "Bytes of the whole photo: at its end, another digest is refused"},
    )


class ConflictSchema(Schema):
    what = fields.String(metadata={"description": "date or place"})
    by = fields.Integer(metadata={"description": "Days or metres"})


class KnownPhotoSchema(Schema):
    name = fields.UUID(attribute="uuid", metadata={"description": "Its public name"})
    sha256 = fields.String()
    media_type = fields.String()
    size = fields.Integer(metadata={"description": "Bytes of the original"})
    width = fields.Integer()
    height = fields.Integer()
    is_ready = fields.Boolean(metadata={"description": "Whether its copies are made"})
    is_hidden = fields.Boolean(metadata={"description": "Shown to its author and moderators alone"})
    taken = fields.String(metadata={"description": "By the camera's clock; empty when unknown"})
    longitude = fields.Float(allow_none=True, metadata={"description": "By the camera, in degrees"})
    latitude = fields.Float(allow_none=True)
    direction = fields.Float(allow_none=True, metadata={"description": "Degrees from the north"})
    conflicts = fields.List(fields.Nested(ConflictSchema))


class PhotoSchema(Schema):
    sha256 = fields.String()
    media_type = fields.String()
    width = fields.Integer()
    height = fields.Integer()
    missing_photos = fields.List(fields.String(), metadata={"description": "Digests still awaited"})
