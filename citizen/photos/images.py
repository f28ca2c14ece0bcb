"""Look at a photo: its header here, its pixels in a child process (`decoder.py`)."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from citizen.photos.rules import FORMATS, MAX_PIXELS
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


def header(data: bytes) -> str:
    """Read the header only; return the format, or refuse what is no photo or too large."""
    try:
        with Image.open(io.BytesIO(data), formats=list(FORMATS)) as image:
            width, height = image.size
            kind = image.format or ""
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Problem("photo-refused") from None
    except Image.DecompressionBombError:
        raise Problem("photo-refused") from None
    if width * height > MAX_PIXELS:
        raise Problem("photo-refused")
    return kind


def examine(data: bytes, sizes: Sequence[int] = ()) -> Examined:
    """Decode a photo in a child and return its copies; refuse what cannot be wholly decoded."""
    header(data)
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
