"""Decisions as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from citizen.observations.rules import CitedTaxon
from citizen.observations.schemas import CitedTaxonSchema
from moderation.decisions.rules import CERTAINTIES, VERDICTS, Verdict

MAX_BATCH = 500


class DecisionSchema(Schema):
    verdict = fields.String(required=True, validate=validate.OneOf(VERDICTS))
    certainty = fields.String(load_default="certain", validate=validate.OneOf(CERTAINTIES))
    taxon = fields.Nested(CitedTaxonSchema, load_default=CitedTaxon)
    reason = fields.String(load_default="", validate=validate.Regexp(r"([a-z0-9-]{1,60})?\Z"))
    comment = fields.String(load_default="", validate=validate.Length(max=2000))
    of = fields.UUID(load_default=None, allow_none=True)
    sensitivity = fields.Integer(
        strict=True,
        load_default=None,
        validate=validate.Range(0, 4),
        metadata={"description": "SINP level: hide the place more, or less, than the rules do"},
    )
    sensitivity_reason = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Why to show more than the rules ask: needed then"},
    )

    @post_load
    def decision(self, sent: dict[str, Any], **_: Any) -> Verdict:
        return Verdict(**sent)


class TakenSchema(Schema):
    uuid = fields.UUID(metadata={"description": "Of the decision"}, allow_none=True)
    observation = fields.UUID()
    verdict = fields.String()
    reason = fields.String()
    status = fields.String(metadata={"description": "Of the observation, after the decision"})
    validation = fields.Integer(metadata={"description": "SINP level 1 to 5; 0: waiting"})
    taken_at = fields.AwareDateTime()
    outcome = fields.String(
        metadata={"description": "settled; waits: others must agree; expert: one must settle it"}
    )
    case = fields.String(metadata={"description": "Why an expert: listed, first, disagreement"})
    missing = fields.Integer(metadata={"description": "Opinions that must still agree"})
    undo_seconds = fields.Integer(
        metadata={"description": "How long it may be undone: POST /decisions/{uuid}/undo"}
    )


class TakenTogetherSchema(Schema):
    items = fields.List(
        fields.Dict(),
        required=True,
        validate=validate.Length(1, MAX_BATCH),
        metadata={"description": "Decisions, each with its `uuid`, and `if_match` if you like"},
    )


class DecidedItemSchema(Schema):
    uuid = fields.UUID(required=True)
    if_match = fields.String(load_default=None, validate=validate.Length(max=100))


class DecidedSchema(Schema):
    uuid = fields.Raw(metadata={"description": "Of the observation, as it was sent"})
    status = fields.Integer(metadata={"description": "What a single decision would have answered"})
    decision = fields.Nested(TakenSchema)
    problem = fields.Dict(metadata={"description": "Why it was refused"})


class DecidedTogetherSchema(Schema):
    items = fields.List(fields.Nested(DecidedSchema))
