"""What a browser does with what comes: RFC 8291 the other way round, written apart from ours."""

import hmac
import json
from base64 import urlsafe_b64decode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def data(told):
    return urlsafe_b64decode(told + "=" * (-len(told) % 4))


def point(told):
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), told)


def mac(key, words):
    return hmac.new(key, words, sha256).digest()


def decrypted(body, key, secret):
    salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
    theirs, sealed = body[21 : 21 + length], body[21 + length :]
    assert size >= 18
    assert len(sealed) <= size
    ours = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    first = mac(secret, key.exchange(ECDH(), point(theirs)))
    common = mac(first, b"WebPush: info\0" + ours + theirs + b"\x01")
    drawn = mac(salt, common)
    aes = mac(drawn, b"Content-Encoding: aes128gcm\0\x01")[:16]
    nonce = mac(drawn, b"Content-Encoding: nonce\0\x01")[:12]
    padded = AESGCM(aes).decrypt(nonce, sealed, None).rstrip(b"\0")
    assert padded.endswith(b"\x02")
    return padded[:-1]


def opened(body, key, secret):
    return json.loads(decrypted(body, key, secret))


def claims(authorization, key):
    """The claims of a proof, once its signature by the key that was told is verified."""
    kind, _, parts = authorization.partition(" ")
    told = dict(one.strip().split("=", 1) for one in parts.split(","))
    assert kind == "vapid"
    assert told["k"] == key
    head, body, signature = told["t"].split(".")
    assert json.loads(data(head)) == {"typ": "JWT", "alg": "ES256"}
    raw = data(signature)
    proof = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point(data(key)).verify(proof, f"{head}.{body}".encode(), ECDSA(SHA256()))
    return json.loads(data(body))
