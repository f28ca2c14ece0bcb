"""MP3 (MPEG 1, 2 and 2.5, layer III): its frames, one behind the other, and nothing else."""

from collections.abc import Iterator
from typing import NamedTuple

from citizen.sounds.rules import MAX_SECONDS, NoSound, Sound

V1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s
V2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
LARGEST = 1_441  # bytes of a frame
TAGS = (b"TAG", b"APETAGEX", b"LYRICS", b"ID3", b"3DI")  # what stands behind the last frame
ABOUT = (b"Xing", b"Info", b"VBRI")  # a first frame that is about the others, and silent


class Frame(NamedTuple):
    """A frame: where it is, how long it is in bytes and in seconds, and its kind."""

    at: int
    size: int
    seconds: float
    kind: tuple[int, int]  # the version, the rate: the same all through


def sound(data: bytes) -> Sound:
    """Take an MP3 apart: the frames from the first to the first thing that is none."""
    frames = list(_frames(data, _after_tags(data)))
    if len(frames) < 2:
        raise NoSound("no frames")
    _, *others = frames
    _refuse_unless_tags(data[others[-1].at + others[-1].size :])
    first = frames[0]
    if not any(word in data[first.at : first.at + 48] for word in ABOUT):
        others = frames
    start, end = others[0].at, others[-1].at + others[-1].size
    return Sound("audio/mpeg", sum(one.seconds for one in others), data[start:end])


def _after_tags(data: bytes) -> int:
    """Where the frames begin: behind the ID3v2 tags, and what fills them up."""
    at = 0
    while data[at : at + 3] == b"ID3":
        told = data[at + 6 : at + 10]
        size = sum((byte & 127) << shift for byte, shift in zip(told, (21, 14, 7, 0), strict=True))
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)  # a footer
    while data[at : at + 1] == b"\0":
        at += 1
    return at


def _frames(data: bytes, at: int) -> Iterator[Frame]:
    first, seconds = None, 0.0
    while seconds <= MAX_SECONDS:  # more is refused: the rest need not be known
        frame = _frame(data, at)
        first = first or frame
        if frame is None or first is None or frame.kind != first.kind:
            return
        yield frame
        seconds += frame.seconds
        at += frame.size


def _frame(data: bytes, at: int) -> Frame | None:
    """The frame at a place, if there is a whole one."""
    header = int.from_bytes(data[at : at + 4], "big")
    version, layer = header >> 19 & 3, header >> 17 & 3
    bits, rate, padding = header >> 12 & 15, header >> 10 & 3, header >> 9 & 1
    if header >> 21 != 0x7FF or layer != 1 or version == 1 or bits in {0, 15} or rate == 3:
        return None
    hertz = RATES[version][rate]
    samples, kilobits = (1152, V1) if version == 3 else (576, V2)
    size = samples // 8 * kilobits[bits - 1] * 1000 // hertz + padding
    if at + size > len(data):
        return None
    return Frame(at, size, samples / hertz, (version, hertz))


def _refuse_unless_tags(behind: bytes) -> None:
    """Behind the last frame tags may stand, or a frame that breaks off; else half would be lost."""
    if len(behind) > LARGEST and behind.strip(b"\0") and not behind.startswith(TAGS):
        raise NoSound("something else in the middle")
