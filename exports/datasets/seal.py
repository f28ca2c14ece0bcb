"""The signature of a manifest: Ed25519 (RFC 8032), by a key made of the secret of this service.

What is signed is the manifest without its signature, as JSON with sorted keys, without spaces, in
UTF-8: anyone can make the same bytes again, in any language.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from config import signing
from exports.datasets import manifest
from exports.datasets.manifest import BuiltFile
from exports.records import Dataset

PURPOSE = "releases"
SIGNATURE = "signature"
ADDRESS = "/data/key.pem"  # for ever


def sealed(dataset: Dataset, built: Sequence[BuiltFile], records: int) -> bytes:
    """Write the manifest and sign it; the same release always has the same."""
    told = json.loads(manifest.describe(dataset, built, records))
    signature = _private().sign(canonical(told))
    told[SIGNATURE] = {
        "algorithm": "Ed25519",
        "key": f"{dataset.public_url}{ADDRESS}",
        "key_sha256": fingerprint(_private().public_key()),
        "value": b64encode(signature).decode(),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def canonical(told: Mapping[str, Any]) -> bytes:
    """Make the bytes that are signed."""
    rest = {name: value for name, value in told.items() if name != SIGNATURE}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def is_genuine(told: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Whether a manifest was signed by the holder of a key, and not changed since."""
    try:
        value = b64decode(told[SIGNATURE]["value"], validate=True)
        key.verify(value, canonical(told))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def public_pem() -> bytes:
    """The public key of this service."""
    return _pem(_private().public_key())


def read_key(pem: bytes) -> Ed25519PublicKey:
    """Read a public key; ValueError when it is none of Ed25519."""
    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm as unknown:
        raise ValueError(str(unknown)) from None
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not a public key of Ed25519")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    return sha256(_pem(key)).hexdigest()


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(signing.derived(PURPOSE))
