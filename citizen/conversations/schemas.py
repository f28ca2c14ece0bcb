"""Conversations and histories as JSON."""

from marshmallow import Schema, fields, validate

from citizen.observations.revisions.schemas import ChangeSchema


class KeySchema(Schema):
    key = fields.String(
        data_key="Idempotency-Key",
        load_default=None,
        validate=validate.Regexp(r"[\x21-\x7e]{1,100}\Z"),
        metadata={"description": "Chosen by the phone: said again under it, it is said once; "
                  "before its observation, it waits for it"},
    )  # fmt: skip


class MessageSchema(Schema):
    body = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    by = fields.String(dump_only=True)
    sent_at = fields.AwareDateTime(dump_only=True)


class HappeningSchema(Schema):
    at = fields.AwareDateTime()
    what = fields.String()
    by = fields.String(metadata={"description": "author, moderator or machine; never a name"})
    details = fields.Dict()
    changes = fields.List(
        fields.Nested(ChangeSchema), metadata={"description": "Of a correction, or a proposal"}
    )
