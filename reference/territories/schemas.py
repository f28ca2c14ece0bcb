"""Territories as JSON."""

from marshmallow import Schema, fields, validate

KINDS = ("commune", "arrondissement", "epci", "department", "region", "district", "zone")


class WhereSchema(Schema):
    q = fields.String(load_default="", validate=validate.Length(max=100))
    lon = fields.Float(load_default=None, validate=validate.Range(-180, 180))
    lat = fields.Float(load_default=None, validate=validate.Range(-90, 90))
    kind = fields.String(load_default="", validate=validate.OneOf(("", *KINDS)))
    limit = fields.Integer(load_default=10, validate=validate.Range(1, 100))
    lang = fields.String(load_default="")


class TerritorySchema(Schema):
    kind = fields.String(metadata={"description": ", ".join(KINDS)})
    code = fields.String()
    name = fields.String()
    department = fields.String()
    region = fields.String()
    epci = fields.String(metadata={"description": "SIREN number of its EPCI, where it is known"})
    former_codes = fields.List(fields.String(), metadata={"description": "Communes merged into it"})
    vintage = fields.Integer()
    is_approximate = fields.Boolean()


class TerritoriesSchema(Schema):
    items = fields.List(fields.Nested(TerritorySchema))
    next = fields.String(allow_none=True)
