"""What /health answers."""

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from config.health.rules import WORDS


def _word(about: str) -> fields.String:
    return fields.String(validate=OneOf(WORDS), metadata={"description": about})


class LiveSchema(Schema):
    status = fields.String()


class ChecksSchema(Schema):
    database = _word("It answers")
    migrations = _word("Its tables are those of this code")
    disk = _word("There is room in the home")
    redis = _word("The doorbell of workers; without it, events wait and nothing is lost")
    files = _word("Photos and releases can be read and written")


class ReadySchema(LiveSchema):
    outbox_waiting = fields.Integer()
    outbox_oldest_s = fields.Integer()
    dead_letters = fields.Integer()
    checks = fields.Nested(ChecksSchema)


class UnreadySchema(LiveSchema):
    checks = fields.Nested(ChecksSchema)
