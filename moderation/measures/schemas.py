"""Second readings as JSON: nothing of the first one."""

from marshmallow import Schema, fields


class ToReadSchema(Schema):
    uuid = fields.UUID(metadata={"description": "Of the second reading"})
    protocol = fields.String()
    observed_at = fields.String()
    cited_name = fields.String(metadata={"description": "As the author wrote it"})
    cd_nom = fields.Integer(allow_none=True, metadata={"description": "As the author chose it"})
    answers = fields.Dict()
    comment = fields.String()
    photos = fields.List(fields.String(), metadata={"description": "Addresses"})


class ToReadListSchema(Schema):
    items = fields.List(fields.Nested(ToReadSchema))
    next = fields.String(allow_none=True)


class ReadSchema(Schema):
    uuid = fields.UUID()
    agrees = fields.Boolean(metadata={"description": "Whether it is what was held first"})
