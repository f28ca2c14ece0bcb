"""Campaigns as JSON: what the town writes of one."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from citizen.campaigns.rules import JOININGS, may_stand_alone
from config.protocols import PROTOCOLS

MAX_SPECIES = 50


def of_protocol(code: str) -> None:
    """Accept a protocol of today: a town may add its own while we serve."""
    if code not in PROTOCOLS:
        raise ValidationError(f"Must be one of: {', '.join(PROTOCOLS)}.")


def written(value: str) -> None:
    if not value.strip():
        raise ValidationError("missing")


def plain(value: str) -> None:
    """Accept a mail address or a web address: a contact leads somewhere, and runs nothing."""
    is_mail = "@" in value and " " not in value and "/" not in value
    if value and not (is_mail or value.startswith("https://")):
        raise ValidationError("contact")


class TitleSchema(Schema):
    fr = fields.String(required=True, validate=[validate.Length(max=120), written])
    en = fields.String(load_default="", validate=validate.Length(max=120))


class DescriptionSchema(Schema):
    fr = fields.String(load_default="", validate=validate.Length(max=4000))
    en = fields.String(load_default="", validate=validate.Length(max=4000))


class CallSchema(Schema):
    title = fields.Nested(TitleSchema, required=True)
    description = fields.Nested(DescriptionSchema, load_default=lambda: {"fr": "", "en": ""})
    protocol = fields.String(required=True, validate=of_protocol)
    species = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, 2**31 - 1)),
        load_default=list,
        validate=validate.Length(max=MAX_SPECIES),
        metadata={"description": "cd_nom of TAXREF looked for; none: all"},
    )
    starts = fields.Date(required=True)
    ends = fields.Date(load_default=None, allow_none=True)
    joining = fields.String(load_default="open", validate=validate.OneOf(JOININGS))
    contact = fields.String(load_default="", validate=[validate.Length(max=200), plain])
    picture_alt = fields.String(load_default="", validate=validate.Length(max=300))

    is_dataset = fields.Boolean(
        load_default=False,
        metadata={"description": "Published as a dataset of its own too, under its `id`"},
    )

    @validates_schema
    def in_order(self, told: dict[str, Any], **_: Any) -> None:
        ends = told.get("ends")
        if ends is not None and ends < told.get("starts", ends):
            raise ValidationError("ends-before", "ends")
        if told.get("is_dataset") and not may_stand_alone(told.get("protocol", "")):
            raise ValidationError("dataset-cells", "is_dataset")
