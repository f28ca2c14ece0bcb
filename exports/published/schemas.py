"""A published observation as JSON, and what its author or its moderators read beside."""

from marshmallow import fields

from citizen.progress.schemas import FollowedSchema
from moderation.checks.schemas import CheckSchema


class WholeSchema(FollowedSchema):
    """An observation; for its author where it stands, for its moderators what was checked."""

    checks = fields.List(
        fields.Nested(CheckSchema),
        metadata={"description": "For its moderators alone: what the machine looked at"},
    )
