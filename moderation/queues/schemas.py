"""Queues as JSON."""

from marshmallow import Schema, fields

from citizen.observations.schemas import ObservationSchema


class ItemSchema(Schema):
    uuid = fields.UUID()
    why = fields.String(metadata={"description": "Why it came to you, in words"})
    since = fields.AwareDateTime()
    held = fields.Boolean(metadata={"description": "Whether a colleague is looking at it"})
    observation = fields.Nested(ObservationSchema)


class QueueSchema(Schema):
    items = fields.List(fields.Nested(ItemSchema))
    next = fields.String(allow_none=True)
