"""What is known already, as JSON."""

from marshmallow import Schema, fields

from citizen.observations.schemas import ObservationSchema


class DuplicateSchema(Schema):
    """A known observation that may be of the same thing: the caller's own, or published."""

    uuid = fields.UUID(metadata={"description": "To send as `of`, where it is a lasting thing"})
    protocol = fields.String()
    distance_m = fields.Integer()
    why = fields.List(fields.String(), metadata={"description": "place, photo"})
    name = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    place = fields.Dict()
    photo = fields.String(allow_none=True, metadata={"description": "Its address"})
    yours = fields.Boolean()


class SentSchema(ObservationSchema):
    possible_duplicates = fields.List(fields.Nested(DuplicateSchema))
