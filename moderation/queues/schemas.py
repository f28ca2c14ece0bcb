"""Queues as JSON."""

from marshmallow import Schema, fields, validate

from citizen.observations.schemas import ObservationSchema, PageSchema
from moderation.queues.rules import PARTS


class ItemSchema(Schema):
    uuid = fields.UUID()
    why = fields.String(metadata={"description": "Why it came to you, in words"})
    since = fields.AwareDateTime()
    held = fields.Boolean(metadata={"description": "Whether a colleague is looking at it"})
    is_first = fields.Boolean(
        metadata={"description": "Whether nothing of its author was accepted yet"}
    )
    observation = fields.Nested(ObservationSchema)


class AskedSchema(PageSchema):
    part = fields.String(
        load_default="",
        validate=validate.OneOf(("", *PARTS)),
        metadata={"description": "flagged: what looks unlikely; new: of accounts nobody knows"},
    )


class QueueSchema(Schema):
    items = fields.List(fields.Nested(ItemSchema))
    next = fields.String(allow_none=True)
