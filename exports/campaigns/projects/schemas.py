"""Campaigns in the common project schema."""

from marshmallow import Schema, fields, validate

from citizen.campaigns.rules import STATUSES
from citizen.campaigns.schemas import CallSchema
from exports.campaigns.enrichments.schemas import EnrichmentSchema


class ProjectSentSchema(CallSchema):
    """A campaign as the town sends it."""

    perimeter = fields.Raw(
        load_default=None,
        allow_none=True,
        metadata={"description": "A GeoJSON Polygon or MultiPolygon; null: the whole town"},
    )
    status = fields.String(load_default="draft", validate=validate.OneOf(STATUSES))


class ProjectChangeSchema(ProjectSentSchema):
    """What of a campaign changes; what is not sent stays."""


class WordsSchema(Schema):
    fr = fields.String()
    en = fields.String()


class OrganiserSchema(Schema):
    code = fields.String(metadata={"description": "INSEE code of the town"})
    name = fields.String()


class PictureSchema(Schema):
    url = fields.String()
    alt = fields.String()


class ProjectSchema(Schema):
    id = fields.String()
    url = fields.String()
    title = fields.Nested(WordsSchema)
    description = fields.Nested(WordsSchema)
    organiser = fields.Nested(OrganiserSchema)
    contact = fields.String()
    protocol = fields.String()
    species = fields.List(fields.Integer(), metadata={"description": "cd_nom looked for"})
    starts = fields.Date()
    ends = fields.Date(allow_none=True)
    status = fields.String(metadata={"description": "draft, open, closed: as the town set it"})
    moment = fields.String(metadata={"description": "draft, coming, running, over: today"})
    joining = fields.String(metadata={"description": "open to all, or by code"})
    join_code = fields.String(metadata={"description": "Told to the town alone"})
    perimeter = fields.Dict(allow_none=True, metadata={"description": "null: the whole town"})
    picture = fields.Nested(PictureSchema, allow_none=True)
    picture_alt = fields.String()
    is_dataset = fields.Boolean()
    records = fields.Integer(
        allow_none=True,
        metadata={"description": "Accepted and published exactly; null: too few to be told"},
    )
    enrichments = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(EnrichmentSchema),
        metadata={"description": "What partners' services say of it, by the name of the service"},
    )
    changed_at = fields.AwareDateTime()


class ProjectsSchema(Schema):
    items = fields.List(fields.Nested(ProjectSchema))
    next = fields.String(allow_none=True)
