"""Take a sound out of what was sent: whichever container it came in."""

import struct
from collections.abc import Callable

from citizen.photos.rules import begins_as_a_photo
from citizen.sounds.containers import m4a, mp3, ogg, wav
from citizen.sounds.rules import MAX_SECONDS, NoSound, Sound
from config.problems import Problem

BEGINNINGS: tuple[tuple[int, bytes, Callable[[bytes], Sound]], ...] = (
    (0, b"RIFF", wav.sound),
    (0, b"OggS", ogg.sound),
    (4, b"ftyp", m4a.sound),
    (0, b"ID3", mp3.sound),
    (0, b"\xff", mp3.sound),
)
BROKEN = (NoSound, struct.error, LookupError, ValueError, OverflowError)


def cleaned(data: bytes) -> Sound:
    """Return a sound as its sound alone; refuse what is none, and what lasts too long."""
    read = next((read for at, begun, read in BEGINNINGS if data.startswith(begun, at)), None)
    if read is None or begins_as_a_photo(data):
        raise Problem("sound-refused")
    try:
        found = read(data)
    except BROKEN:
        raise Problem("sound-refused") from None
    if not 0 < found.seconds <= MAX_SECONDS:
        raise Problem("sound-too-long" if found.seconds else "sound-refused")
    return found
