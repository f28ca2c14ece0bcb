"""A dataset as a program sends it: what its file may hold."""

from marshmallow import Schema, fields, validate

from exports.datasets.declared.rules import LICENCES, RHYTHMS

SINP = "In the SINP's own names of its metadata standard 1.3.10; days as 2026-11-22"


class WordsSentSchema(Schema):
    fr = fields.String(required=True, validate=validate.Length(min=1, max=500))
    en = fields.String(validate=validate.Length(max=500))


class DatasetChangeSchema(Schema):
    """What of a dataset changes; what is not sent stays."""

    territory = fields.String(metadata={"description": "As for a cut of a release; empty: all"})
    levels = fields.List(
        fields.Integer(strict=True), metadata={"description": "SINP: 1 certain, 2 probable"}
    )
    licence = fields.String(validate=validate.OneOf([*LICENCES]))
    producer = fields.String(validate=validate.Length(max=500))
    contact = fields.String(
        validate=validate.Length(max=220),
        metadata={"description": "Mail or web address of the producer; empty: the legal notice"},
    )
    retired = fields.Boolean(metadata={"description": "Published no more; its releases stay"})
    title = fields.Nested(WordsSentSchema)
    description = fields.Nested(WordsSentSchema, allow_none=True)
    rhythm = fields.String(validate=validate.OneOf([*RHYTHMS]))
    automatic = fields.Boolean(metadata={"description": "Built by itself, by its rhythm"})
    formats = fields.List(
        fields.String(validate=validate.Length(max=60)),
        allow_none=True,
        metadata={"description": "Beside those the services read; null: all that suit"},
    )
    framework = fields.Dict(
        keys=fields.String(), metadata={"description": f"Cadre d'acquisition. {SINP}"}
    )
    sheet = fields.Dict(keys=fields.String(), metadata={"description": f"Jeu de données. {SINP}"})


class DatasetSentSchema(DatasetChangeSchema):
    """A dataset as a publisher sends it."""

    dataset = fields.String(
        load_default="", metadata={"description": "Its code; empty: made of its title"}
    )
    protocol = fields.String(metadata={"description": "What it is of: a protocol or a campaign"})
    campaign = fields.String()
