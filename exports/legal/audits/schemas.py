"""An audit, as the form tells it."""

from marshmallow import Schema, fields, validate

FIELDS = ("on", "by", "rate", "grid", "failing")


class AuditSchema(Schema):
    on = fields.String(load_default="", validate=validate.Length(max=20))
    by = fields.String(load_default="", validate=validate.Length(max=200))
    rate = fields.String(load_default="", validate=validate.Length(max=20))
    grid = fields.String(load_default="", validate=validate.Length(max=300))
    failing = fields.String(load_default="", validate=validate.Length(max=20_000))
