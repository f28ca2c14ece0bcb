"""Leaving, as JSON."""

from marshmallow import Schema, fields, validate

from citizen.leaving.rules import CHOICES


class ChoiceSchema(Schema):
    observations = fields.String(
        required=True,
        validate=validate.OneOf(CHOICES),
        metadata={"description": "keep (and the name they are signed with), anonymise, withdraw"},
    )
    lang = fields.String(load_default="")


class OutcomeSchema(Schema):
    choice = fields.String()
    published = fields.Integer(metadata={"description": "Observations that stay published"})
    signed = fields.Integer(metadata={"description": "Of them, those that keep the name"})
    photos = fields.Integer(metadata={"description": "Photos that are kept"})
    messages = fields.Integer(metadata={"description": "Messages the naturalists still read"})


class DepartureSchema(Schema):
    observations = fields.Integer()
    published = fields.Integer()
    signed = fields.Integer()
    photos = fields.Integer()
    messages = fields.Integer()
    choices = fields.List(fields.Nested(OutcomeSchema))
    published_files = fields.String(
        metadata={"description": "What files that are published already keep, in words"}
    )
