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
    files = fields.List(fields.Nested(FileSchema))


class DatasetSchema(Schema):
    dataset = fields.String()
    title = fields.String()
    description = fields.String()
    protocol = fields.String()
    campaign = fields.String(metadata={"description": "The one it is of; empty for all"})
    licence = fields.String()
    formats = fields.List(fields.String())
    latest = fields.Nested(ReleaseSchema, allow_none=True)


class DatasetsSchema(Schema):
    items = fields.List(fields.Nested(DatasetSchema))
    next = fields.String(allow_none=True)


class ReleasesSchema(Schema):
    items = fields.List(fields.Nested(ReleaseSchema))
    next = fields.String(allow_none=True)
