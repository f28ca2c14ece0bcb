"""Seal words for one phone (RFC 8291, aes128gcm), and prove who sends them (RFC 8292, VAPID)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of that curve
RECORD = 4096  # bytes; what we say fits in one
LAST = b"\x02"  # ends the last record
VALID = timedelta(hours=12)  # a proof; 24 hours at most (RFC 8292, 2)


def letters(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(told: str) -> bytes:
    """Read base64url, with its padding or without; ValueError of what is none."""
    return urlsafe_b64decode(told.rstrip("=") + "=" * (-len(told.rstrip("=")) % 4))


def private_key(seed: bytes) -> EllipticCurvePrivateKey:
    """Make the key of 32 bytes that nobody else has."""
    return derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, CURVE)


def public(key: EllipticCurvePrivateKey) -> bytes:
    """The 65 bytes of a public key, as browsers take it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sealed(
    words: bytes, phone: bytes, secret: bytes, ours: EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """Encrypt words that only one phone reads.

    phone: its public key, 65 bytes. secret: its `auth`, 16 bytes. ours: made for this message
    alone. salt: 16 bytes. ValueError of a key that is not on the curve.
    """
    shared = ours.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(CURVE, phone))
    about = b"WebPush: info\0" + phone + public(ours)
    common = _drawn(secret, about, 32, shared)
    key = _drawn(salt, b"Content-Encoding: aes128gcm\0", 16, common)
    nonce = _drawn(salt, b"Content-Encoding: nonce\0", 12, common)
    head = salt + RECORD.to_bytes(4) + bytes([65]) + public(ours)
    return head + AESGCM(key).encrypt(nonce, words + LAST, None)


def _drawn(salt: bytes, about: bytes, length: int, of: bytes) -> bytes:
    return HKDF(SHA256(), length, salt, about).derive(of)


def proof(endpoint: str, sender: str, now: datetime, key: EllipticCurvePrivateKey) -> str:
    """The Authorization of a call to a push service. sender: where its people can reach ours."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + VALID).timestamp()),
        "sub": sender,
    }
    told = ".".join(
        letters(json.dumps(one, separators=(",", ":")).encode())
        for one in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(key.sign(told.encode(), ECDSA(SHA256())))
    signature = letters(r.to_bytes(32) + s.to_bytes(32))
    return f"vapid t={told}.{signature}, k={letters(public(key))}"
