"""Addresses as JSON."""

from marshmallow import Schema, fields, validate


class AskedSchema(Schema):
    q = fields.String(required=True, validate=validate.Length(min=1, max=200))
    limit = fields.Integer(load_default=8, validate=validate.Range(1, 20))
    lang = fields.String(load_default="")


class AddressSchema(Schema):
    kind = fields.String(metadata={"description": "housenumber, street"})
    label = fields.String()
    lon = fields.Float()
    lat = fields.Float()
    commune = fields.String(metadata={"description": "INSEE code"})
    city = fields.String()
    postcode = fields.String()


class AddressesSchema(Schema):
    items = fields.List(fields.Nested(AddressSchema))
    next = fields.String(allow_none=True)
