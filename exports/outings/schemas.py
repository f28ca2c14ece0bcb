"""Outings as JSON."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from citizen.campaigns.schemas import of_protocol, written
from citizen.outings.rules import MAX_NAME, MAX_PROTOCOLS


def nobodys_address(value: str) -> None:
    """Refuse a mail address: everyone reads this name."""
    if "@" in value:
        raise ValidationError("outing-address")


NAMED: list[Callable[[str], Any]] = [validate.Length(max=MAX_NAME), written, nobodys_address]
AREA = (
    'A GeoJSON Polygon or MultiPolygon, {"zone": code}, or '
    '{"circle": [longitude, latitude], "metres": 50 to 5000}; null: the whole town'
)


class OutingSentSchema(Schema):
    """An outing as who holds it sends it."""

    name = fields.String(required=True, validate=NAMED)
    held_by = fields.String(
        required=True, validate=NAMED, metadata={"description": "As everyone reads it"}
    )
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    protocols = fields.List(
        fields.String(validate=of_protocol),
        required=True,
        validate=validate.Length(1, MAX_PROTOCOLS),
    )
    campaign = fields.String(load_default="", validate=validate.Length(max=80))
    area = fields.Raw(load_default=None, allow_none=True, metadata={"description": AREA})
    area_name = fields.String(load_default="", validate=validate.Length(max=MAX_NAME))


class OutingChangeSchema(Schema):
    """What of an outing changes; what is not sent stays."""

    name = fields.String(validate=NAMED)
    held_by = fields.String(validate=NAMED)
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    is_ended = fields.Boolean(
        validate=validate.Equal(True), metadata={"description": "true: it ends now, for good"}
    )
    renew_code = fields.Boolean(
        validate=validate.Equal(True), metadata={"description": "true: another code replaces it"}
    )


class OutingSchema(Schema):
    code = fields.String()
    url = fields.String()
    name = fields.String()
    held_by = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime(metadata={"description": "Its last instant, once it ended"})
    moment = fields.String(metadata={"description": "coming, running, over"})
    protocols = fields.List(fields.String())
    campaign = fields.String()
    area = fields.Dict(allow_none=True, metadata={"description": "null: the whole town"})
    area_name = fields.String()
    is_joined = fields.Boolean(metadata={"description": "By who is asking"})


class OutingsSchema(Schema):
    items = fields.List(fields.Nested(OutingSchema))
    next = fields.String(allow_none=True)


class CountSchema(Schema):
    """What an outing brought so far."""

    people = fields.Integer(metadata={"description": "Who joined"})
    observations = fields.Integer(metadata={"description": "All that was sent, withdrawn aside"})
    public = fields.Integer(metadata={"description": "Accepted and shown at their true place"})
    others = fields.Integer(
        metadata={"description": "The rest, as one number: waiting, or not shown here"}
    )
    species = fields.Integer(metadata={"description": "Names of TAXREF among the public ones"})
    moment = fields.String()
