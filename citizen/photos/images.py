"""Look at a photo: its first bytes here, all the rest in a child process (`decoder.py`)."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from citizen.photos.rules import FORMATS, begins_as_a_photo
from config.problems import Problem

SECONDS = 20
ROOT = Path(__file__).parent.parent.parent  # where `citizen` is found


@dataclass(frozen=True)
class Examined:
    """A photo that was wholly decoded: its media type, its size once turned, its copies."""

    media_type: str
    width: int
    height: int
    copies: tuple[bytes, ...]


def examine(data: bytes, sizes: Sequence[int] = ()) -> Examined:
    """Decode a photo in a child and return its copies; refuse what cannot be wholly decoded."""
    if not begins_as_a_photo(data):
        raise Problem("photo-refused")
    command = [sys.executable, "-m", "citizen.photos.decoder", *map(str, sizes)]
    try:
        done = subprocess.run(  # noqa: S603 (our own module, numbers as arguments)
            command, input=data, capture_output=True, timeout=SECONDS, check=True, cwd=ROOT
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Problem("photo-refused") from None
    out = io.BytesIO(done.stdout)
    told = json.loads(out.readline())
    copies = tuple(out.read(int(out.readline())) for _ in sizes)
    return Examined(FORMATS[told["format"]], told["width"], told["height"], copies)
