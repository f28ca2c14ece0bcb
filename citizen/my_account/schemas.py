"""What a person changes of their account, as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from citizen.my_account.rules import MAX_NAME
from citizen.observations.schemas import Flag
from config.languages import LANGUAGES


def no_address(value: str) -> None:
    if "@" in value:  # what is typed here is published
        raise ValidationError("name-address")


class ChangesSchema(Schema):
    name = fields.String(
        validate=[validate.Length(max=MAX_NAME), no_address],
        metadata={"description": "Or pseudonym; empty for none: nothing is signed any more"},
    )
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    name_published = Flag(
        metadata={"description": "Sign all that was sent, and what will be; or sign nothing"}
    )
    contributor_page = Flag(
        metadata={"description": "A public page of what I sign, at my name; only while I sign"}
    )
    single_keys = Flag(metadata={"description": "Shortcuts of one key, in the console"})

    @pre_load
    def trimmed(self, told: Any, **_: Any) -> Any:
        if isinstance(told, dict) and isinstance(told.get("name"), str):
            return told | {"name": " ".join(told["name"].split())}
        return told


class SignatureSchema(Schema):
    name_published = Flag(required=True)
