"""WAVE (RIFF): its samples, under a header of ours."""

import struct
from collections.abc import Iterator

from citizen.sounds.rules import NoSound, Sound

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
UNTOLD = 0xFFFF_FFFF  # of a recorder that was switched off: up to the end
RATES = range(4_000, 500_001)  # a bat detector takes 384,000 samples a second
BITS = {PCM: {8, 16, 24, 32}, FLOAT: {32, 64}}


def sound(data: bytes) -> Sound:
    """Take a WAVE file apart; its samples are kept as they are."""
    if data[8:12] != b"WAVE":
        raise NoSound("not WAVE")
    chunks = dict(_chunks(data))
    code, channels, rate, _, _, bits = struct.unpack("<HHIIHH", chunks[b"fmt "][:16])
    if code == EXTENSIBLE:
        code = int.from_bytes(chunks[b"fmt "][24:26], "little")
    if bits not in BITS.get(code, ()) or channels not in {1, 2} or rate not in RATES:
        raise NoSound("not samples as they are")
    block = channels * bits // 8
    samples = chunks[b"data"]
    samples = samples[: len(samples) // block * block]
    form = struct.pack("<HHIIHH", code, channels, rate, rate * block, block, bits)
    content = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", samples)
    return Sound("audio/wav", len(samples) / block / rate, _chunk(b"RIFF", content))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks up to the samples: what is behind them is not looked at."""
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data" and size == UNTOLD:
            size = len(data) - at - 8
        if at + 8 + size > len(data):
            raise NoSound("it breaks off")
        yield name, data[at + 8 : at + 8 + size]
        if name == b"data":
            return
        at += 8 + size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
