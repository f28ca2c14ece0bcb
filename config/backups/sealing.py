"""Seal a stream with a passphrase, so that nothing of it is read, changed, moved or cut off unseen.

Scrypt (RFC 7914) makes the key of the passphrase; ChaCha20-Poly1305 (RFC 8439) seals the stream
chunk by chunk, each under its number and whether it is the last: the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizár (2015), as age and Tink use it. In the file: the mark, 16
bytes of salt, 7 of the stream's own nonce, then the chunks, each of 64 KiB and its tag of 16 bytes.
"""

import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MARK = b"BRINDILLE BACKUP 1\n"
SALT, OWN, CHUNK, TAG = 16, 7, 1 << 16, 16  # bytes
COST = {"n": 1 << 15, "r": 8, "p": 1, "length": 32}  # 32 MiB and a tenth of a second for each guess


class Unopened(Exception):
    """What is no backup, or was sealed with another passphrase, or is damaged: nothing is read."""


def _key(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(Scrypt(salt=salt, **COST).derive(passphrase.encode()))


def _nonce(own: bytes, number: int, *, is_last: bool) -> bytes:
    return own + number.to_bytes(4, "big") + bytes([is_last])


class Sealed:
    """Takes a stream in and writes it sealed; nothing can be opened before it is closed."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        salt, self.own = secrets.token_bytes(SALT), secrets.token_bytes(OWN)
        self.out, self.key = out, _key(passphrase, salt)
        self.held, self.number = bytearray(), 0
        out.write(MARK + salt + self.own)

    def write(self, data: bytes) -> int:
        self.held += data
        while len(self.held) > CHUNK:  # the last one, even whole, is held back for close()
            self._put(bytes(self.held[:CHUNK]), is_last=False)
            del self.held[:CHUNK]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self.held), is_last=True)

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self.own, self.number, is_last=is_last)
        self.out.write(self.key.encrypt(nonce, chunk, MARK))
        self.number += 1


class Opened:
    """Gives a sealed stream back, chunk by chunk; raises Unopened at the first that is not ours."""

    def __init__(self, sealed: BinaryIO, passphrase: str) -> None:
        head = sealed.read(len(MARK) + SALT + OWN)
        if not head.startswith(MARK) or len(head) < len(MARK) + SALT + OWN:
            raise Unopened("it is no backup of Brindille")
        salt, self.own = head[len(MARK) : -OWN], head[-OWN:]
        self.sealed, self.key = sealed, _key(passphrase, salt)
        self.next, self.number, self.held = sealed.read(CHUNK + TAG), 0, b""

    def read(self, size: int) -> bytes:
        """Read so many bytes, fewer only at the end of the stream."""
        parts, wanted = [], size
        while wanted and (self.held or self._take()):
            parts.append(self.held[:wanted])
            self.held = self.held[wanted:]
            wanted -= len(parts[-1])
        return b"".join(parts)

    def _take(self) -> bool:
        """Open the next chunk; False once the last was."""
        if not self.next and self.number:
            return False
        chunk, self.next = self.next, self.sealed.read(CHUNK + TAG)
        try:
            nonce = _nonce(self.own, self.number, is_last=not self.next)
            self.held = self.key.decrypt(nonce, chunk, MARK)
        except InvalidTag:
            raise Unopened(DAMAGED if self.number else UNKNOWN) from None
        self.number += 1
        return bool(self.held) or self._take()


UNKNOWN = "this passphrase does not open it, or its beginning is damaged"
DAMAGED = "it is damaged or cut short"
