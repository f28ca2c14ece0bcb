"""Where a phone is told something, as its browser says it (W3C Push API), as JSON."""

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from marshmallow import Schema, ValidationError, fields, validate

from citizen.push.encryption import CURVE, data
from config.calls.targets import LONGEST


def is_key(told: str) -> None:
    """Refuse what is not a point of the curve: nothing could be sealed for it."""
    try:
        EllipticCurvePublicKey.from_encoded_point(CURVE, data(told))
    except ValueError:
        raise ValidationError("not-a-key") from None


def is_secret(told: str) -> None:
    try:
        length = len(data(told))
    except ValueError:
        length = 0
    if length != 16:
        raise ValidationError("not-a-key")


class EndpointSchema(Schema):
    endpoint = fields.String(required=True, validate=validate.Length(1, LONGEST))


class PhoneSchema(EndpointSchema):
    p256dh = fields.String(
        required=True,
        validate=[validate.Length(87, 88), is_key],
        metadata={"description": "Public key of the browser: 65 bytes, base64url"},
    )
    auth = fields.String(
        required=True,
        validate=[validate.Length(22, 24), is_secret],
        metadata={"description": "Secret of the browser: 16 bytes, base64url"},
    )

    renews = fields.Boolean(
        load_default=False,
        metadata={"description": "Only if this phone is told already, be it at a former address"},
    )


class KeySchema(Schema):
    key = fields.String(metadata={"description": "`applicationServerKey`, base64url"})
