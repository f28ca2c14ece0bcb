"""Where a sending stands, as JSON."""

from marshmallow import Schema, fields

from citizen.observations.schemas import ObservationSchema


class InReleaseSchema(Schema):
    dataset = fields.String()
    number = fields.Integer()
    published_at = fields.AwareDateTime()
    url = fields.String(metadata={"description": "The page that describes this release"})


class ProgressSchema(Schema):
    receipt = fields.String(metadata={"description": "A number to cite to the town"})
    state = fields.String(
        metadata={
            "description": "received, seen, waiting, questioned, accepted, kept (shown to nobody),"
            " published, doubtful, rejected, unassessable, duplicate, withdrawn"
        }
    )
    title = fields.String(metadata={"description": "The state, in the language asked for"})
    detail = fields.String(metadata={"description": "What it means, and what comes next"})
    seen_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When a moderator last opened it; never who"}
    )
    answered_at = fields.AwareDateTime(allow_none=True)
    reason = fields.String(metadata={"description": "A code of the moderators' catalogue"})
    words = fields.String(metadata={"description": "The moderators' words to the author"})
    release = fields.Nested(
        InReleaseSchema,
        allow_none=True,
        metadata={"description": "The first release that holds it as it is now"},
    )


class FollowedSchema(ObservationSchema):
    """An observation, and for its author where it stands."""

    progress = fields.Nested(ProgressSchema)


class FollowedPageSchema(Schema):
    items = fields.List(fields.Nested(FollowedSchema))
    next = fields.String(allow_none=True)
