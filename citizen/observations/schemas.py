"""Observations as JSON."""

import re
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from citizen.consent.rules import VERSIONS
from citizen.observations.rules import (
    CERTAINTIES,
    LICENCES,
    MAX_PHOTOS,
    PLACE_SOURCES,
    TIME_PRECISIONS,
    CitedTaxon,
    Submission,
)
from citizen.observations.visits.schemas import VisitSchema
from citizen.protocols.schemas import OfProtocol
from config.protocols import PROTOCOLS

RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"(Z|[+-][01][0-9]:[0-5][0-9])"
)


def instant(value: str) -> None:
    """Accept an RFC 3339 date and time with its offset; a naive one could be any hour."""
    try:
        if RFC_3339.fullmatch(value) and datetime.fromisoformat(value).astimezone(UTC):
            return
    except (ValueError, OverflowError):  # no such day or hour; before the year 1, after 9999
        pass
    raise ValidationError("naive-instant")


class Flag(fields.Boolean):
    """True or false: not a number, not a text that means one of them."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, *args, **kwargs)


class Metres(fields.Float):
    """A distance in metres: a number, not a text that looks like one."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> float:
        if isinstance(value, str):
            raise self.make_error("invalid")
        return super()._deserialize(value, *args, **kwargs)


class CitedTaxonSchema(Schema):
    cd_nom = fields.Integer(strict=True, validate=validate.Range(1, 2**31 - 1), load_default=None)
    cited_name = fields.String(load_default="", validate=validate.Length(max=255))
    wikidata = fields.String(load_default="", validate=validate.Regexp(r"(Q[1-9]\d{0,11})?\Z"))

    @post_load
    def taxon(self, sent: dict[str, Any], **_: Any) -> CitedTaxon:
        return CitedTaxon(**sent)


class SubmissionSchema(Schema):
    protocol = fields.String(required=True, validate=OfProtocol(PROTOCOLS))
    protocol_version = fields.Integer(
        strict=True,
        validate=validate.Range(0, 9999),
        load_default=0,
        metadata={"description": "The version whose questions were asked; 0: the one in force"},
    )
    observed_at = fields.String(required=True, validate=instant)
    time_precision = fields.String(load_default="minute", validate=validate.OneOf(TIME_PRECISIONS))
    place = fields.Raw(required=True, metadata={"description": "A GeoJSON geometry"})
    accuracy_m = Metres(
        load_default=None, allow_none=True, validate=validate.Range(0, 50_000, min_inclusive=False)
    )
    place_source = fields.String(load_default="unknown", validate=validate.OneOf(PLACE_SOURCES))
    taxon = fields.Nested(CitedTaxonSchema, load_default=CitedTaxon)
    certainty = fields.String(load_default="", validate=validate.OneOf(CERTAINTIES))
    answers = fields.Raw(required=True, metadata={"description": "See the protocol's schema.json"})
    comment = fields.String(load_default="", validate=validate.Length(max=2000))
    licence = fields.String(load_default="etalab-2.0", validate=validate.OneOf(LICENCES))
    consent = fields.String(
        load_default="",
        validate=validate.OneOf(["", *VERSIONS]),
        metadata={"description": "The version of the text that was shown; by default the newest"},
    )
    name_published = Flag(load_default=False)
    at_home = Flag(load_default=None, allow_none=True)  # then the exact place is not published
    photos = fields.List(
        fields.String(validate=validate.Regexp(r"[0-9a-f]{64}\Z")),
        load_default=(),
        validate=validate.Length(max=MAX_PHOTOS),
    )

    of = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "The observation of a lasting thing this is a visit of"},
    )
    campaign = fields.String(load_default="", validate=validate.Length(max=80))
    join_code = fields.String(load_default="", validate=validate.Length(max=40))

    @post_load
    def submission(self, sent: dict[str, Any], **_: Any) -> Submission:
        sent["photos"] = tuple(dict.fromkeys(sent["photos"]))
        return Submission(**sent)


class DryRunSchema(Schema):
    dry_run = fields.Boolean(load_default=False)
    lang = fields.String(load_default="")


class FlagSchema(Schema):
    code = fields.String()
    detail = fields.String(metadata={"description": "For its author: what to check"})


class ObservationSchema(Schema):
    """An observation as its author and its moderators see it."""

    uuid = fields.UUID()
    protocol = fields.String()
    protocol_version = fields.Integer()
    status = fields.String()
    validation = fields.Integer(metadata={"description": "SINP level 1 to 5; 0: waiting"})
    territory = fields.String(allow_none=True)
    received_at = fields.AwareDateTime()
    version = fields.Integer()
    digest = fields.String()
    missing_photos = fields.List(fields.String())
    public_precision = fields.String()
    flags = fields.List(fields.Nested(FlagSchema))  # what looks unlikely; never refused
    sensitivity = fields.Integer(metadata={"description": "SINP level 0 to 4"})
    sensitivity_rule = fields.Dict(
        allow_none=True, metadata={"description": "The rule that decided of it, if one did"}
    )
    observed_at = fields.String()
    time_precision = fields.String()
    place = fields.Dict()
    accuracy_m = fields.Float(allow_none=True)
    place_source = fields.String()
    taxon = fields.Dict()
    certainty = fields.String()
    answers = fields.Dict()
    comment = fields.String()
    licence = fields.String()
    consent = fields.String(metadata={"description": "Version of the text agreed to"})
    name_published = fields.Boolean()
    at_home = fields.Boolean(allow_none=True)
    home = fields.String(metadata={"description": "Why its place is a home: see homes/rules"})
    photos = fields.List(fields.String())
    sounds = fields.List(
        fields.String(), metadata={"description": "Addresses of the sounds of a public one"}
    )
    campaign = fields.String()
    campaign_marks = fields.List(fields.String())  # what lies outside its campaign
    is_demonstration = fields.Boolean()
    of = fields.UUID(allow_none=True, metadata={"description": "What its author saw again"})
    part_of = fields.UUID(
        allow_none=True, metadata={"description": "What it is a visit of, or repeats"}
    )
    visits = fields.List(
        fields.Nested(VisitSchema), metadata={"description": "Of a public lasting thing"}
    )
    gone_on = fields.Date(allow_none=True, metadata={"description": "Since when it is no more"})


class PageSchema(Schema):
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))
    cursor = fields.Integer(load_default=None, validate=validate.Range(0, 2**31 - 1))
    lang = fields.String(load_default="")
