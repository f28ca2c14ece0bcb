"""Territories as JSON."""

from marshmallow import Schema, fields, validate


class WhereSchema(Schema):
    q = fields.String(load_default="", validate=validate.Length(max=100))
    lon = fields.Float(load_default=None, validate=validate.Range(-180, 180))
    lat = fields.Float(load_default=None, validate=validate.Range(-90, 90))
    limit = fields.Integer(load_default=10, validate=validate.Range(1, 100))
    lang = fields.String(load_default="")


class TerritorySchema(Schema):
    kind = fields.String()
    code = fields.String()
    name = fields.String()
    department = fields.String()
    vintage = fields.Integer()
    is_approximate = fields.Boolean()


class TerritoriesSchema(Schema):
    items = fields.List(fields.Nested(TerritorySchema))
    next = fields.String(allow_none=True)
