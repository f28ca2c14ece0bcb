"""Joining a class, as JSON."""

from marshmallow import Schema, fields, validate


class JoiningSchema(Schema):
    class_ = fields.UUID(
        required=True, data_key="class", metadata={"description": "The first part of the link"}
    )
    code = fields.String(
        required=True,
        validate=validate.Length(max=64),
        metadata={"description": "The last part of the link"},
    )
