"""Visits as JSON."""

from marshmallow import Schema, fields


class VisitSchema(Schema):
    """One time a lasting thing was seen."""

    uuid = fields.UUID()
    first_day = fields.Date()
    last_day = fields.Date()
