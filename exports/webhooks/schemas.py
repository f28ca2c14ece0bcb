"""Webhooks and their calls as JSON."""

from marshmallow import Schema, fields, validate

from citizen.observations.schemas import PageSchema
from config.calls.targets import LONGEST
from exports.webhooks.rules import KINDS

STATES = ("waiting", "done", "dead")


class WebhookChangesSchema(Schema):
    url = fields.String(
        validate=validate.Length(max=LONGEST),
        metadata={"description": "https, on port 443, of the public internet"},
    )
    events = fields.List(
        fields.String(validate=validate.OneOf(KINDS)),
        attribute="kinds",
        validate=validate.Length(min=1, max=len(KINDS)),
        metadata={"description": "What to be told of"},
    )
    is_on = fields.Boolean(metadata={"description": "false: called no more, until true again"})


class WantedWebhookSchema(WebhookChangesSchema):
    url = fields.String(required=True, validate=validate.Length(max=LONGEST))
    events = fields.List(
        fields.String(validate=validate.OneOf(KINDS)),
        attribute="kinds",
        load_default=lambda: list(KINDS),
        validate=validate.Length(min=1, max=len(KINDS)),
    )
    organisation = fields.String(
        load_default="",
        metadata={"description": "One of yours; may be left out where you have only one"},
    )


class WebhookSchema(Schema):
    uuid = fields.UUID()
    organisation = fields.String()
    url = fields.String()
    events = fields.List(fields.String(), attribute="kinds")
    state = fields.String(
        metadata={"description": "on; off: by its people; failed: never answered for three days; "
                  "gone: its receiver answered 410"}
    )  # fmt: skip
    former_secret_until = fields.AwareDateTime(attribute="former_until", allow_none=True)
    failing_since = fields.AwareDateTime(allow_none=True)
    made_at = fields.AwareDateTime()


class WebhookSecretSchema(Schema):
    secret = fields.String(metadata={"description": "Shown this once: whsec_…"})
    former_secret_until = fields.AwareDateTime(allow_none=True)


class MadeWebhookSchema(WebhookSchema):
    secret = fields.String(metadata={"description": "Shown this once: whsec_…"})


class WebhooksSchema(Schema):
    items = fields.List(fields.Nested(WebhookSchema))
    next = fields.String(allow_none=True)


class CallsAskedSchema(PageSchema):
    state = fields.String(load_default="", validate=validate.OneOf(("", *STATES)))


class CallSchema(Schema):
    uuid = fields.UUID()
    id = fields.Function(
        lambda one: f"msg_{one.uuid.hex}", metadata={"description": "Its webhook-id, ever the same"}
    )
    event = fields.String(attribute="kind")
    subject = fields.String(metadata={"description": "The observation it tells of"})
    state = fields.String(
        metadata={"description": "waiting; done; dead: given up, may be made anew"}
    )
    attempts = fields.Integer()
    next_try = fields.AwareDateTime(attribute="not_before")
    tried_at = fields.AwareDateTime(allow_none=True)
    status = fields.Integer(allow_none=True, metadata={"description": "Of HTTP"})
    fault = fields.String(metadata={"description": "What kept it from being answered well"})
    answer = fields.String(attribute="words", metadata={"description": "At most 1 kB of it"})


class CallsSchema(Schema):
    items = fields.List(fields.Nested(CallSchema))
    next = fields.String(allow_none=True)


class ReplayedSchema(Schema):
    replayed = fields.Integer()
