"""Queues as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from citizen.observations.schemas import ObservationSchema
from moderation.queues.rules import AGES, ORIGINS, TODAY, Wanted


def named(**told: Any) -> fields.String:
    return fields.String(
        load_default="", validate=validate.Length(max=60), metadata={"description": told["what"]}
    )


def one_of(what: str, *accepted: str) -> fields.String:
    choice = validate.OneOf(("", *accepted))
    return fields.String(load_default="", validate=choice, metadata={"description": what})


class PartSchema(Schema):
    """The part of the queue that is asked for: the same names as the address of the page."""

    protocol = named(what="Only this protocol")
    group = named(what="Only this group of species (GROUP2_INPN)")
    territory = named(what="A commune or larger: 76259, 76, REG-28, the number of an EPCI")
    commune = named(what="Only this commune (INSEE code)")
    campaign = named(what="Only this campaign")
    flagged = fields.Boolean(
        load_default=False, metadata={"description": "Only what looks unlikely"}
    )
    newcomers = fields.Boolean(
        load_default=False, metadata={"description": "Only of accounts nobody knows yet"}
    )
    sensitivity = fields.Integer(
        load_default=None,
        validate=validate.Range(0, 4),
        metadata={"description": "At least this SINP level"},
    )
    origin = one_of("Sent by residents, or brought in by an inventory", *ORIGINS)
    ageing = one_of("How near the end of what was promised is", *AGES)
    share = one_of("today: what falls to me, of what is due today", TODAY)

    @post_load
    def made(self, told: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Gather the part; what is asked beside it stays."""
        part = Wanted(**{name: told.pop(name) for name in Wanted._fields})
        return {**told, "part": part}


class AskedSchema(PartSchema):
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))
    cursor = fields.String(
        load_default=None, validate=validate.Regexp(r"\A[0-9]{1,17}\.[0-9]{1,9}\Z")
    )
    lang = fields.String(load_default="")


class NextSchema(PartSchema):
    lang = fields.String(load_default="")


class ItemSchema(Schema):
    uuid = fields.UUID()
    why = fields.String(metadata={"description": "Why it came to you, in words"})
    since = fields.AwareDateTime()
    due = fields.AwareDateTime(metadata={"description": "When an answer is due: the order"})
    target_days = fields.Integer(metadata={"description": "Within which an answer is promised"})
    held = fields.Boolean(metadata={"description": "Whether a colleague is looking at it"})
    held_until = fields.AwareDateTime(allow_none=True)
    is_first = fields.Boolean(
        metadata={"description": "Whether nothing of its author was accepted yet"}
    )
    observation = fields.Nested(ObservationSchema)


class ClaimSchema(Schema):
    uuid = fields.UUID()
    held_until = fields.AwareDateTime(metadata={"description": "When the claim ends by itself"})


class QueueSchema(Schema):
    items = fields.List(fields.Nested(ItemSchema))
    next = fields.String(allow_none=True)
