"""Photos hidden, and reports, as JSON."""

from marshmallow import Schema, fields, validate

from moderation.care.rules import HIDDEN, KINDS, MAX_WORDS, OUTCOMES, REPORTED, WHY


class HidingSchema(Schema):
    is_hidden = fields.Boolean(required=True)
    kind = fields.String(
        load_default=HIDDEN,
        validate=validate.OneOf(KINDS),
        metadata={"description": "rejected: no evidence of its record"},
    )
    reason = fields.String(load_default="", validate=validate.OneOf(("", *WHY)))
    words = fields.String(load_default="", validate=validate.Length(max=MAX_WORDS))


class HidSchema(Schema):
    kind = fields.String()
    reason = fields.String()
    words = fields.String()
    hidden_at = fields.AwareDateTime()
    shown_at = fields.AwareDateTime(allow_none=True)


class StandsSchema(Schema):
    name = fields.UUID(metadata={"description": "The public name of the photo"})
    is_hidden = fields.Boolean()
    items = fields.List(fields.Nested(HidSchema), metadata={"description": "Oldest first"})
    next = fields.String(allow_none=True)


class ReportSchema(Schema):
    photo = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Its public name"}
    )
    reason = fields.String(required=True, validate=validate.OneOf(REPORTED))
    words = fields.String(load_default="", validate=validate.Length(max=MAX_WORDS))


class ThanksSchema(Schema):
    status = fields.String()


class WaitingReportSchema(Schema):
    uuid = fields.UUID()
    observation = fields.UUID()
    photo = fields.UUID(allow_none=True)
    reason = fields.String()
    words = fields.String()
    made_at = fields.AwareDateTime()


class ReportsSchema(Schema):
    items = fields.List(fields.Nested(WaitingReportSchema))
    next = fields.String(allow_none=True)


class ClosedSchema(Schema):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
