"""Many observations at once, as JSON."""

from marshmallow import Schema, fields, validate

from citizen.observations.duplicates.schemas import SentSchema
from citizen.observations.parked.schemas import WaitsSchema

MAX_BATCH = 500


class BatchSchema(Schema):
    items = fields.List(
        fields.Dict(),
        required=True,
        validate=validate.Length(1, MAX_BATCH),
        metadata={"description": "Observations, each with its `uuid`; `if_match` to correct one"},
    )


class ItemSchema(Schema):
    uuid = fields.UUID(required=True)
    if_match = fields.String(load_default="", validate=validate.Length(max=100))


class KeptSchema(SentSchema):
    etag = fields.String(metadata={"description": "To send back as `if_match` in a correction"})


class ResultSchema(Schema):
    uuid = fields.Raw(metadata={"description": "As it was sent"})
    status = fields.Integer(metadata={"description": "What PUT would have answered"})
    observation = fields.Nested(KeptSchema)
    waits = fields.Nested(WaitsSchema, metadata={"description": "What is kept and not done yet"})
    problem = fields.Dict(metadata={"description": "Why it was refused"})


class BatchResultSchema(Schema):
    items = fields.List(fields.Nested(ResultSchema))
