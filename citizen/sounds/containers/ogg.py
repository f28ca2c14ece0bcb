"""Ogg (Vorbis and Opus): the pages of one stream, its comments emptied."""

import io
from collections.abc import Iterator
from typing import NamedTuple

from mutagen.ogg import OggPage, error

from citizen.sounds.rules import NoSound, Sound

SERIAL = 1  # of the only stream
OPUS_RATE = 48_000
UNTOLD = -1  # the place of a page on which nothing ends


class Codec(NamedTuple):
    """How the first packets of a stream begin, and the comments that say nothing."""

    first: bytes
    headers: int  # packets before the sound
    length: int  # of the first packet
    empty: bytes


CODECS = (
    Codec(b"\x01vorbis", 3, 30, b"\x03vorbis" + bytes(8) + b"\x01"),
    Codec(b"OpusHead", 2, 19, b"OpusTags" + bytes(8)),
)


def sound(data: bytes) -> Sound:
    """Take an Ogg file apart: the packets of its first stream, in pages of ours."""
    pages = list(_pages(io.BytesIO(data)))
    codec = next(
        (one for one in CODECS if pages and pages[0].packets[0].startswith(one.first)), None
    )
    if codec is None:
        raise NoSound("neither Vorbis nor Opus")
    headers, rest = _parted(pages, codec.headers)
    if len(headers[0]) != codec.length or any(_is_header(page) for page in rest):
        raise NoSound("headers among the sound, or of another form")
    begun = [
        *OggPage.from_packets([headers[0]]),
        *OggPage.from_packets([codec.empty, *headers[2:]], sequence=1),
    ]
    begun[0].first = True
    out = b"".join(_written(page, at) for at, page in enumerate([*begun, *rest]))
    return Sound("audio/ogg", _seconds(headers[0], rest), out)


def _pages(source: io.BytesIO) -> Iterator[OggPage]:
    """The pages of the first stream; others, and what is no page, are left out."""
    serial = None
    try:
        while True:
            page = OggPage(source)
            serial = page.serial if serial is None else serial
            if page.serial == serial:
                yield page
    except (EOFError, error):
        return


def _parted(pages: list[OggPage], count: int) -> tuple[list[bytes], list[OggPage]]:
    """Part the packets that tell of the sound from the pages that hold it."""
    for at in range(1, len(pages) + 1):
        packets = OggPage.to_packets(pages[:at])
        if len(packets) > count:
            break
        if len(packets) == count and pages[at - 1].complete:
            return packets, pages[at:]
    raise NoSound("its headers do not end with a page")


def _is_header(page: OggPage) -> bool:
    """Whether a packet would be passed over by who plays: words may hide in it."""
    whole = page.packets[1:] if page.continued else page.packets
    return any(p.startswith((b"\x01vorbis", b"\x03vorbis", b"\x05vorbis", b"Opus")) for p in whole)


def _written(page: OggPage, sequence: int) -> bytes:
    page.serial, page.sequence = SERIAL, sequence
    return bytes(page.write())


def _seconds(first: bytes, rest: list[OggPage]) -> float:
    last = max((page.position for page in rest if page.position != UNTOLD), default=0)
    if first.startswith(b"OpusHead"):
        return max(0, last - int.from_bytes(first[10:12], "little")) / OPUS_RATE
    rate = int.from_bytes(first[12:16], "little")
    if not rate:
        raise NoSound("no rate")
    return last / rate
