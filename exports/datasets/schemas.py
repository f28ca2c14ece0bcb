"""Datasets and releases as JSON."""

from marshmallow import Schema, fields


class FileSchema(Schema):
    name = fields.String()
    url = fields.String()
    title = fields.String()
    media_type = fields.String()
    bytes = fields.Integer()
    sha256 = fields.String()


class ReleaseSchema(Schema):
    dataset = fields.String()
    release = fields.Integer()
    state = fields.String()
    records = fields.Integer()
    as_of = fields.AwareDateTime(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    url = fields.String()
    withdrawn_at = fields.AwareDateTime(allow_none=True)
    withdrawn_why = fields.String()
    withdrawn_words = fields.String()
    replaced_by = fields.Integer(allow_none=True, metadata={"description": "Take it instead"})
    files = fields.List(fields.Nested(FileSchema))


class DatasetSchema(Schema):
    dataset = fields.String()
    title = fields.String()
    description = fields.String()
    protocol = fields.String()
    campaign = fields.String(metadata={"description": "The one it is of; empty for all"})
    territory = fields.String(metadata={"description": "The only one it is of; empty for all"})
    levels = fields.List(fields.Integer(), metadata={"description": "SINP: 1 certain, 2 probable"})
    licence = fields.String()
    producer = fields.String(metadata={"description": "Empty: the town"})
    contact = fields.String(metadata={"description": "Empty: the page of the legal notice"})
    retired = fields.Boolean(metadata={"description": "Published no more; its releases stay"})
    framework = fields.Dict(metadata={"description": "What the town wrote of the SINP's CA sheet"})
    sheet = fields.Dict(metadata={"description": "What the town wrote of the SINP's JDD sheet"})
    rhythm = fields.String(metadata={"description": "How often it may be built by itself"})
    automatic = fields.Boolean(metadata={"description": "Built by itself when something changed"})
    formats = fields.List(fields.String())
    latest = fields.Nested(ReleaseSchema, allow_none=True)


class DatasetsSchema(Schema):
    items = fields.List(fields.Nested(DatasetSchema))
    next = fields.String(allow_none=True)


class ReleasesSchema(Schema):
    items = fields.List(fields.Nested(ReleaseSchema))
    next = fields.String(allow_none=True)
