"""Sounds as JSON."""

from marshmallow import Schema, fields


class SoundSchema(Schema):
    sha256 = fields.String()
    media_type = fields.String(metadata={"description": "Of what is kept: the sound alone"})
    seconds = fields.Float()


class KnownSoundSchema(SoundSchema):
    name = fields.UUID(attribute="uuid", metadata={"description": "Its public name"})
    size = fields.Integer(metadata={"description": "Bytes, as it was sent"})
    received_at = fields.AwareDateTime()
