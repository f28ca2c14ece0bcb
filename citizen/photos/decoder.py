"""The child process that decodes a photo: it may use only so much memory, and imports little.

Run as `python -m citizen.photos.decoder 320 1024`: the original on standard input; on standard
output one line of JSON (format, width, height), then the copies, each with its length on a line
before it. Nothing of the original but its pixels goes out: no EXIF, XMP, IPTC, comment, thumbnail
or trailer.
"""

import io
import json
import sys
from collections.abc import Sequence
from typing import BinaryIO

from PIL import Image, ImageOps

from citizen.photos.rules import FORMATS, MAX_PIXELS, MEMORY


def decode(source: BinaryIO, out: BinaryIO, sizes: Sequence[int]) -> None:
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
    decode(sys.stdin.buffer, sys.stdout.buffer, [int(size) for size in sys.argv[1:]])
