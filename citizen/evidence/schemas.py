"""Photos as JSON."""

from marshmallow import Schema, fields


class PhotoSchema(Schema):
    sha256 = fields.String()
    media_type = fields.String()
    width = fields.Integer()
    height = fields.Integer()
    missing_photos = fields.List(fields.String(), metadata={"description": "Digests still awaited"})
