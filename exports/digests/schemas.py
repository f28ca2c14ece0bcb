"""What people follow, as JSON."""

from marshmallow import Schema, fields, validate

from citizen.letters.rules import ACCEPTED, STATUSES


class SubscriptionSchema(Schema):
    uuid = fields.UUID(dump_only=True)
    cd_nom = fields.Integer(
        attribute="cd_ref",
        load_default=None,
        allow_none=True,
        strict=True,
        metadata={"description": "A name of TAXREF: it and all below; nothing: any"},
    )
    territory = fields.String(
        load_default="",
        validate=validate.Length(max=20),
        metadata={
            "description": "Code of a commune, an EPCI, a département, a zone…; empty: anywhere"
        },
    )
    status = fields.String(
        load_default=ACCEPTED,
        validate=validate.OneOf(STATUSES),
        metadata={"description": "accepted: what became public; waiting: in my queue"},
    )


class SubscriptionsSchema(Schema):
    items = fields.List(fields.Nested(SubscriptionSchema))
    next = fields.String(allow_none=True)


class LettersSchema(Schema):
    wants_letters = fields.Boolean(
        required=True, metadata={"description": "But for questions and first publications"}
    )


class FeedSchema(Schema):
    url = fields.String(metadata={"description": "Whoever has it reads the feed; shown this once"})
