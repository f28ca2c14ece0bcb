"""Names and taxa as JSON."""

from marshmallow import Schema, fields, validate


class SearchSchema(Schema):
    q = fields.String(required=True, validate=validate.Length(min=1, max=100))
    limit = fields.Integer(load_default=10, validate=validate.Range(1, 100))
    territory = fields.String(load_default="", validate=validate.Length(max=10))
    month = fields.Integer(load_default=None, validate=validate.Range(1, 12))
    lang = fields.String(load_default="")


class TaxonSchema(Schema):
    cd_nom = fields.Integer()
    cd_ref = fields.Integer()
    name = fields.String()
    vernacular = fields.String()
    rank = fields.String()
    group = fields.String()
    matched = fields.String(metadata={"description": "The name that was recognised"})


class TaxaSchema(Schema):
    items = fields.List(fields.Nested(TaxonSchema))
    next = fields.String(allow_none=True)
