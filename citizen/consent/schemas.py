"""The text people agree to, as JSON."""

from marshmallow import Schema, fields, validate

from citizen.consent.rules import VERSIONS


class AskedSchema(Schema):
    version = fields.String(
        load_default=None,
        validate=validate.OneOf(VERSIONS),
        metadata={"description": "A former text; by default the one in force"},
    )
    lang = fields.String(load_default="")


class ParagraphSchema(Schema):
    title = fields.String()
    text = fields.String()


class ConsentSchema(Schema):
    version = fields.String(metadata={"description": "To send as `consent` in an observation"})
    licence = fields.String(metadata={"description": "Of what is sent under it, by default"})
    title = fields.String()
    short = fields.String(metadata={"description": "To show beside the button that sends"})
    paragraphs = fields.List(fields.Nested(ParagraphSchema))
