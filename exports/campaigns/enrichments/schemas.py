"""What a partner's service says of a campaign, as JSON."""

from marshmallow import Schema, ValidationError, fields, validate


def secure(value: str) -> None:
    """Accept a web address that browsers open safely."""
    host = value.removeprefix("https://").partition("/")[0]
    if not value.startswith("https://") or not host or set(value) & set(" \"'<>\\\t\r\n"):
        raise ValidationError("link-https")


class LabelSchema(Schema):
    fr = fields.String(required=True, validate=validate.Length(1, 80))
    en = fields.String(load_default="", validate=validate.Length(max=80))


class SummarySchema(Schema):
    fr = fields.String(load_default="", validate=validate.Length(max=600))
    en = fields.String(load_default="", validate=validate.Length(max=600))


class FigureSchema(Schema):
    label = fields.Nested(LabelSchema, required=True)
    value = fields.Float(required=True, allow_nan=False, metadata={"description": "A number"})
    unit = fields.String(load_default="", validate=validate.Length(max=20))


class EnrichmentSentSchema(Schema):
    """What a service says: who it is, where it is, a sentence, a few figures."""

    label = fields.Nested(LabelSchema, required=True)
    url = fields.String(required=True, validate=[validate.Length(max=500), secure])
    summary = fields.Nested(SummarySchema, load_default=lambda: {"fr": "", "en": ""})
    figures = fields.List(
        fields.Nested(FigureSchema), load_default=list, validate=validate.Length(max=12)
    )


class EnrichmentSchema(EnrichmentSentSchema):
    service = fields.String()
    organisation = fields.String(metadata={"description": "Which looks after it; may be empty"})
    changed_at = fields.AwareDateTime()
