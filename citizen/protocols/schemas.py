"""Protocols as JSON."""

from marshmallow import Schema, fields


class ProtocolSchema(Schema):
    code = fields.String()
    version = fields.Integer()
    title = fields.String()
    description = fields.String()
    places = fields.List(fields.String(), metadata={"description": "GeoJSON types accepted"})
    publication = fields.String(metadata={"description": "records, or cells: never a point"})
    questions = fields.List(fields.Dict())
    example = fields.Dict(metadata={"description": "Answers that are accepted as they are"})


class ProtocolsSchema(Schema):
    items = fields.List(fields.Nested(ProtocolSchema))
    next = fields.String(allow_none=True)
