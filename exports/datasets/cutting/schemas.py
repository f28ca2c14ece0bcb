"""What may be asked of a file of a release."""

from marshmallow import Schema, fields, validate


class CutSchema(Schema):
    territory = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={
            "description": "Only what lies wholly in a commune (76259), an EPCI (SIREN), a"
            " département (76), a region (REG-28), a district or a zone: .csv, .geojson, .gpkg"
        },
    )
