"""The looks of a town, as its form tells them."""

from marshmallow import Schema, fields, validate

from citizen.appearance.rules import MAX_ALT


class LookSchema(Schema):
    colour = fields.String(load_default="", validate=validate.Length(max=20))
    logo_alt = fields.String(load_default="", validate=validate.Length(max=MAX_ALT))
