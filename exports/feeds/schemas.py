"""What may be asked of a feed."""

from marshmallow import Schema, fields, validate

from exports.feeds.rules import MOST, PAGE


class PageSchema(Schema):
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, MOST))
    cursor = fields.String(load_default="", validate=validate.Length(max=60))
    lang = fields.String(load_default="")
