"""Which sounds we keep, how long they may last, and where they lie."""

from typing import NamedTuple
from uuid import UUID

MAX_SECONDS = 121.0  # two minutes, and what an encoder adds
MAX_KEPT = 5  # sounds of an observation
KINDS = {  # what is given → the ends of its names
    "audio/wav": "wav", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/aac": "aac",
}  # fmt: skip
ACCEPTED = {  # what phones and browsers call what they send
    *KINDS, "audio/mp4", "audio/x-m4a", "audio/m4a", "audio/x-wav", "audio/wave", "audio/vnd.wave",
    "audio/mp3", "audio/opus", "audio/vorbis", "application/ogg", "video/mp4",
}  # fmt: skip


class NoSound(ValueError):
    """What is not a sound we can give again as its sound alone."""


class Sound(NamedTuple):
    """A sound as it is kept: the same bit for bit, in a container that holds nothing else."""

    media_type: str  # of `data`
    seconds: float
    data: bytes


class Kept(NamedTuple):
    """A sound as it was sent and is kept: its public name, its SHA-256 and its bytes as sent."""

    name: UUID
    digest: str
    size: int


def sound_path(name: UUID, media_type: str) -> str:
    return f"sounds/{name.hex[:2]}/{name}.{KINDS[media_type]}"
