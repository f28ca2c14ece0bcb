"""Protocols as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from config.protocols import PROTOCOLS


class OfProtocol(validate.OneOf):
    """A protocol of today, or a draft to be tried: a town may add its own while we serve."""

    def __call__(self, value: Any) -> Any:
        if value not in PROTOCOLS.known:
            raise ValidationError(f"Must be one of: {', '.join(PROTOCOLS)}.")
        return value


class VersionSchema(Schema):
    version = fields.Integer(
        load_default=0,
        validate=validate.Range(0, 9999),
        metadata={"description": "A former version, or a draft; 0: the one in force"},
    )
    lang = fields.String(load_default="")


class KnownVersionSchema(Schema):
    version = fields.Integer()
    status = fields.String(metadata={"description": "former, published, draft"})
    published = fields.Date(allow_none=True)
    taken_until = fields.Date(
        allow_none=True, metadata={"description": "Last day new answers to it are taken"}
    )


class ProtocolSchema(Schema):
    code = fields.String()
    version = fields.Integer()
    status = fields.String(metadata={"description": "former, published, draft"})
    versions = fields.List(fields.Nested(KnownVersionSchema))
    title = fields.String()
    description = fields.String()
    places = fields.List(fields.String(), metadata={"description": "GeoJSON types accepted"})
    publication = fields.String(metadata={"description": "records, or cells: never a point"})
    questions = fields.List(fields.Dict())
    example = fields.Dict(metadata={"description": "Answers that are accepted as they are"})


class ProtocolsSchema(Schema):
    items = fields.List(fields.Nested(ProtocolSchema))
    next = fields.String(allow_none=True)
