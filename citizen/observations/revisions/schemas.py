"""Versions and proposals as JSON."""

from marshmallow import Schema, fields


class ChangeSchema(Schema):
    pointer = fields.String(metadata={"description": "Of the field, as in an observation"})
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class ProposalSchema(Schema):
    """A correction proposed after a decision."""

    uuid = fields.UUID()
    version = fields.Integer(metadata={"description": "The one it would replace"})
    state = fields.String(metadata={"description": "waiting, accepted, declined or replaced"})
    proposed_at = fields.AwareDateTime()
    answered_at = fields.AwareDateTime(allow_none=True)
    answer = fields.String(metadata={"description": "Why it was declined"})
    changes = fields.List(fields.Nested(ChangeSchema))
