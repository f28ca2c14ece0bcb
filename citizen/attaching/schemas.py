"""Claiming an address, as JSON."""

from marshmallow import Schema, ValidationError, fields, validate

from citizen.accounts.rules import plausible_email


def an_address(value: str) -> None:
    if not plausible_email(value):
        raise ValidationError("not-email")


class EmailSchema(Schema):
    email = fields.String(required=True, validate=[validate.Length(max=254), an_address])


class ClaimedSchema(Schema):
    code = fields.String(
        metadata={"description": "To show: it is asked where the letter is opened elsewhere"}
    )
    minutes = fields.Integer(metadata={"description": "How long the letter's link works"})
