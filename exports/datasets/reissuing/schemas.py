"""Releases taken back, as JSON."""

from marshmallow import Schema, fields, validate

from exports.datasets.reissuing.rules import CAUSES, REASONS


class ReissueSchema(Schema):
    releases = fields.List(
        fields.Integer(strict=True, validate=validate.Range(min=1, max=2**31 - 1)),
        load_default=list,
        validate=validate.Length(max=1000),
        metadata={"description": "Their numbers; none: all those that show too much"},
    )
    reason = fields.String(required=True, validate=validate.OneOf(sorted(REASONS)))
    words = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Told to anyone who asks for a file: name nothing hidden"},
    )


class ExposureSchema(Schema):
    release = fields.Integer()
    is_grave = fields.Boolean(metadata={"description": "Whether it should be taken back"})
    counts = fields.Dict(
        keys=fields.String(validate=validate.OneOf(CAUSES)),
        values=fields.Integer(),
        metadata={"description": "Records it shows and should not, by cause"},
    )


class ExposuresSchema(Schema):
    items = fields.List(fields.Nested(ExposureSchema))
    next = fields.String(allow_none=True)
