"""Answers to proposals as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from moderation.proposals.judging import Answer


class AnswerSchema(Schema):
    verdict = fields.String(required=True, validate=validate.OneOf(("accept", "decline")))
    comment = fields.String(
        load_default="",
        validate=validate.Length(max=2000),
        metadata={"description": "For the author; needed to decline"},
    )

    @post_load
    def answer(self, sent: dict[str, Any], **_: Any) -> Answer:
        return Answer(**sent)


class AnsweredSchema(Schema):
    uuid = fields.UUID(metadata={"description": "Of the proposal"})
    observation = fields.UUID()
    state = fields.String(metadata={"description": "accepted or declined"})
    version = fields.Integer(metadata={"description": "Of the observation, after the answer"})
    status = fields.String(metadata={"description": "Of the observation"})
