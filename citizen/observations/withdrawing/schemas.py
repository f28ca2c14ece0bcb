"""Why an observation is taken back, as JSON."""

from marshmallow import Schema, fields, validate


class WhySchema(Schema):
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=2000),
        metadata={"description": "Told to its author and its moderators alone"},
    )
