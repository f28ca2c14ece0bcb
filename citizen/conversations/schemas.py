"""Conversations and histories as JSON."""

from marshmallow import Schema, fields, validate


class MessageSchema(Schema):
    body = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    by = fields.String(dump_only=True)
    sent_at = fields.AwareDateTime(dump_only=True)


class HappeningSchema(Schema):
    at = fields.AwareDateTime()
    what = fields.String()
    by = fields.String(metadata={"description": "author, moderator or machine; never a name"})
    details = fields.Dict()
