"""M4A (MPEG-4, AAC): the frames of its sound, given as a plain stream of them (ADTS)."""

import struct
from collections.abc import Iterator
from itertools import accumulate, islice, pairwise, repeat
from typing import NamedTuple

from citizen.sounds.rules import MAX_SECONDS, NoSound, Sound

RATES = (
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
)  # fmt: skip
SAMPLES = 1024  # of a frame
LOW_COMPLEXITY = 2  # the kind of AAC that all players know; the others stand upon it
UPON = {5, 29}  # SBR, PS
AAC = 0x40  # in the list of codecs of ISO 14496-1
LARGEST = 8191 - 7  # bytes of a frame
MOST = int(MAX_SECONDS * max(RATES) / SAMPLES)

Boxes = dict[bytes, bytes]


class Form(NamedTuple):
    """How the frames are to be decoded: numbers of tables of ISO 14496-3."""

    rate: int
    channels: int


def sound(data: bytes) -> Sound:
    """Take an M4A file apart: the frames of its only sound, each under a header of ours."""
    table = _table(dict(_boxes(data))[b"moov"])
    form = _form(table[b"stsd"])
    frames = list(_frames(data, table))
    out = b"".join(_header(form, len(frame)) + frame for frame in frames)
    return Sound("audio/aac", len(frames) * SAMPLES / RATES[form.rate], out)


def _boxes(data: bytes, at: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """The boxes that stand one behind the other in a content."""
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        begin = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, begin)
            begin += 8
        end = at + size if size else len(data)
        if not begin <= end <= len(data):
            raise NoSound("it breaks off")
        yield name, data[begin:end]
        at = end


def _table(movie: bytes) -> Boxes:
    """The table of samples of the only track that is a sound."""
    media = [dict(_boxes(dict(_boxes(c))[b"mdia"])) for name, c in _boxes(movie) if name == b"trak"]
    sounds = [one for one in media if one[b"hdlr"][8:12] == b"soun"]
    if len(sounds) != 1:
        raise NoSound("no sound, or several")
    return dict(_boxes(dict(_boxes(sounds[0][b"minf"]))[b"stbl"]))


def _form(described: bytes) -> Form:
    """How the sound is coded: told in a descriptor within a descriptor within a box."""
    ((name, entry),) = _boxes(described, 8)
    inner = dict(_boxes(entry, 28))
    if name != b"mp4a" or b"esds" not in inner:
        raise NoSound("not AAC")
    elementary = _descriptor(inner[b"esds"][4:], 3)
    decoder = _descriptor(elementary[3:], 4)
    told = int.from_bytes(_descriptor(decoder[13:], 5)[:2], "big")
    kind, rate, channels = told >> 11, told >> 7 & 15, told >> 3 & 15
    is_known = kind == LOW_COMPLEXITY or kind in UPON
    if decoder[0] != AAC or not is_known or rate >= len(RATES) or not 1 <= channels <= 2:
        raise NoSound("not AAC as all players know it")
    return Form(rate, channels)


def _descriptor(data: bytes, tag: int) -> bytes:
    if data[0] != tag:
        raise NoSound("descriptors in disorder")
    size, at = 0, 1
    while True:
        size = size << 7 | data[at] & 127
        at += 1
        if data[at - 1] < 128:
            return data[at : at + size]


def _frames(data: bytes, table: Boxes) -> Iterator[bytes]:
    """Every frame: its length in one table, the place of its chunk in another."""
    sizes = _sizes(table[b"stsz"])
    offsets = _numbers(table[b"co64"], "Q") if b"co64" in table else _numbers(table[b"stco"], "I")
    for offset, count in zip(offsets, _counts(table[b"stsc"], len(offsets)), strict=False):
        held = list(islice(sizes, count))
        for start, end in pairwise(accumulate(held, initial=offset)):
            if end > len(data) or end - start > LARGEST:
                raise NoSound("it breaks off")
            yield data[start:end]
    if next(sizes, None) is not None:
        raise NoSound("frames that are nowhere")


def _sizes(box: bytes) -> Iterator[int]:
    size, count = struct.unpack_from(">II", box, 4)
    if count > MOST:
        raise NoSound("too long")
    if size:
        return repeat(size, count)
    return iter(struct.unpack_from(f">{count}I", box, 12))


def _numbers(box: bytes, kind: str) -> tuple[int, ...]:
    (count,) = struct.unpack_from(">I", box, 4)
    if count > MOST:
        raise NoSound("too long")
    return struct.unpack_from(f">{count}{kind}", box, 8)


def _counts(box: bytes, chunks: int) -> Iterator[int]:
    """How many frames each chunk holds: told for the first of each run."""
    (count,) = struct.unpack_from(">I", box, 4)
    if count > MOST:
        raise NoSound("too long")
    runs = list(struct.iter_unpack(">III", box[8 : 8 + 12 * count]))
    ends = [first for first, *_ in runs[1:]] + [chunks + 1]
    for (first, frames, _), end in zip(runs, ends, strict=True):
        yield from repeat(frames, max(0, end - first))


def _header(form: Form, size: int) -> bytes:
    """The seven bytes of ADTS before each frame (ISO 13818-7)."""
    whole = size + 7
    told = 0xFFF1 << 40 | (LOW_COMPLEXITY - 1) << 38 | form.rate << 34 | form.channels << 30
    return (told | whole << 13 | 0x7FF << 2).to_bytes(7, "big")
