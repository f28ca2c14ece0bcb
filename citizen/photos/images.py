"""Decode, turn, shrink and strip a photo, in a child process that may use only so much memory.

Run as `python -m citizen.photos.images`: the original on standard input; on standard output one
line of JSON (`{"format", "width", "height"}` or `{"refused"}`), then the copies, each with its
length on a line before it. Nothing of the original but its pixels goes out: no EXIF, XMP, IPTC,
comment, thumbnail or trailer.
"""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from citizen.photos.rules import FORMATS, MAX_PIXELS, MEMORY
from config.problems import Problem

SECONDS = 20


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
    command = [sys.executable, "-m", "citizen.photos.images", *map(str, sizes)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Problem("photo-refused") from None
    out = io.BytesIO(done.stdout)
    told = json.loads(out.readline())
    copies = tuple(out.read(int(out.readline())) for _ in sizes)
    return Examined(FORMATS[told["format"]], told["width"], told["height"], copies)


def _child(source: BinaryIO, out: BinaryIO, sizes: Sequence[int]) -> None:
    _limit_memory()
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    image = Image.open(source, formats=list(FORMATS))
    kind = image.format
    if sizes and kind == "JPEG":
        image.draft("RGB", (max(sizes) * 2, max(sizes) * 2))
    image.load()
    turned = _plain(ImageOps.exif_transpose(image))
    told = {"format": kind, "width": turned.width, "height": turned.height}
    out.write(json.dumps(told).encode() + b"\n")
    for size in sizes:
        copy = turned.copy()
        copy.thumbnail((size, size), Image.Resampling.LANCZOS)
        written = io.BytesIO()
        copy.save(written, "JPEG", quality=82, optimize=True, progressive=True)
        out.write(f"{written.tell()}\n".encode() + written.getvalue())


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, on white, in RGB: `info` would carry comments and profiles along."""
    if image.mode in {"RGBA", "LA", "P", "PA"}:
        layered = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(layered, mask=layered.getchannel("A"))
    image = image.convert("RGB")
    image.info = {}
    return image


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 (exists on Unix only)

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _child(sys.stdin.buffer, sys.stdout.buffer, [int(size) for size in sys.argv[1:]])
