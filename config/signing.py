"""Secrets made of the one secret of this service: none of them is kept, none tells another."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

_key: list[bytes] = []


def holds(secret: str) -> None:
    _key[:] = [secret.encode()]


def derived(purpose: str) -> bytes:
    """Make the 32 bytes that only this service can make, for a purpose."""
    return hmac.new(_key[0], purpose.encode(), sha256).digest()


def signature(purpose: str) -> str:
    """The same in 43 letters that may stand in an address."""
    return _letters(derived(purpose))


def is_signature(purpose: str, told: str) -> bool:
    return hmac.compare_digest(signature(purpose).encode(), told.encode())


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
