"""Automatic checks as JSON."""

from marshmallow import Schema, fields, validate

from moderation.checks.rules import CHECKS, VERDICTS

EVIDENCE = (
    "What the verdict rests on. date: observed_at, received_at, days. territory: territory, name."
    " status: name, status (TAXREF's, here), is_wild, source. months: months (published records"
    " from January), month, records. range: within_m, records, looked_at, nearest_m, nearest"
    " (uuid, distance_m). size: sizes (question, value, least, most, unit, source, genus)."
    " weather: felt, air_c, sun_exposure. camera: photos (photo, number, tells_date, tells_place,"
    " days_off, metres_off). duplicates: reach_m, reach_hours, near (uuid, metres, hours, days,"
    " likeness, is_tied, is_same_author), same_photo, same_photo_elsewhere. person:"
    " within_an_hour, at_most, speed_kmh. Only published records count by month and by place;"
    " near are only those you may judge."
)


class CheckSchema(Schema):
    check = fields.String(
        validate=validate.OneOf(CHECKS), metadata={"description": "What was looked at"}
    )
    verdict = fields.String(
        validate=validate.OneOf(VERDICTS),
        metadata={"description": "fine; look: worth a look; unknown: nothing to compare with"},
    )
    sentence = fields.String(metadata={"description": "In the language asked for"})
    evidence = fields.Dict(keys=fields.String(), metadata={"description": EVIDENCE})
