"""Rectangles of a photo as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from citizen.blurring.rules import MOST, rounded
from citizen.photos.rules import Area

LEAST = 0.002  # of a side of the photo
BEYOND = 1.0001  # what rounding may add


class AreaSchema(Schema):
    """A rectangle, in parts of the width and height of the photo held upright."""

    x = fields.Float(required=True, validate=validate.Range(0, 1))
    y = fields.Float(required=True, validate=validate.Range(0, 1))
    width = fields.Float(required=True, validate=validate.Range(LEAST, 1))
    height = fields.Float(required=True, validate=validate.Range(LEAST, 1))

    @validates_schema
    def inside(self, told: dict[str, Any], **_: Any) -> None:
        if told["x"] + told["width"] > BEYOND or told["y"] + told["height"] > BEYOND:
            raise ValidationError("outside-photo")

    @post_load
    def area(self, told: dict[str, Any], **_: Any) -> Area:
        return rounded(Area(**told))


class AreasSchema(Schema):
    areas = fields.List(
        fields.Nested(AreaSchema),
        required=True,
        validate=validate.Length(max=MOST),
        metadata={"description": "All that is blurred from now on, what was blurred before too"},
    )
    why = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Why some are no longer, by a moderator"},
    )


class BlurSchema(Schema):
    x = fields.Float()
    y = fields.Float()
    width = fields.Float()
    height = fields.Float()
    drawn_as = fields.String(metadata={"description": "author or moderator"})
    drawn_at = fields.AwareDateTime()
    removed_at = fields.AwareDateTime(allow_none=True)
    removed_why = fields.String()


class BlursSchema(Schema):
    name = fields.UUID(metadata={"description": "The public name of the photo, its ETag too"})
    is_ready = fields.Boolean(metadata={"description": "Whether its copies are made so"})
    items = fields.List(fields.Nested(BlurSchema), metadata={"description": "Removed ones too"})
    next = fields.String(allow_none=True)
