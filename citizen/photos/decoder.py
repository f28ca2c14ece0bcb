"""The processes that decode photos: one waits, and forks another for each photo.

Started by `images.py` as `python -m citizen.photos.decoder FD`. On the socket FD it receives one
byte and one socket per photo; the child it forks for it reads there a line of JSON (the `sizes`
wanted, the areas it `blurs`, the `kind` of the copies), then the original up to its end, and
writes there a line of JSON (format, width, height), then the copies, each with its length on a
line before it. The child may use only so much memory and time. Nothing of the original but its
pixels goes out: no EXIF, XMP, IPTC, comment, thumbnail or trailer. It falls silent when there is
anything it will not or cannot decode.
"""

import gc
import io
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from math import ceil, floor
from typing import Any, BinaryIO

import pillow_heif
from PIL import Image, ImageFile

from citizen.photos.exif import told
from citizen.photos.rules import FORMATS, MAX_PIXELS, MAX_SIDE, MEMORY, SECONDS

pillow_heif.register_heif_opener(thumbnails=False)
pillow_heif.options.DECODE_THREADS = 1  # each thread would reserve memory of its own

ORIENTATION = 0x0112  # in EXIF
EDGE = 4  # pixels more on each side of what is blurred: making it smaller mixed neighbours
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(
    source: BinaryIO, out: BinaryIO, sizes: Sequence[int], blurs: Any, kind: str = "JPEG"
) -> None:
    Image.MAX_IMAGE_PIXELS = None  # `_acceptable` looks, by format
    image = Image.open(source, formats=list(FORMATS))
    came, exif = _acceptable(image), image.getexif()
    width, height = image.size
    turn = TURNS.get(exif.get(ORIENTATION, 1))
    if turn in list(TURNS.values())[3:]:  # laid on its side
        width, height = height, width
    if came == "JPEG":  # its decoder can shrink while it reads: all is read, little is held
        image.draft(None, (max([*sizes, 16]) * 2,) * 2)
    image.load()
    # taken once, as the photo comes in: making its sizes takes long enough
    evidence = told(exif) | {"fingerprint": "" if sizes else _fingerprint(image, turn)}
    head = {"format": came, "width": width, "height": height, "evidence": evidence}
    out.write(json.dumps(head).encode() + b"\n")
    copies = dict(_copies(image, turn, sorted(sizes, reverse=True), blurs, kind))
    for size in sizes:
        out.write(f"{len(copies[size])}\n".encode() + copies[size])


def _copies(
    image: Image.Image, turn: Image.Transpose | None, sizes: Sequence[int], blurs: Any, kind: str
) -> Iterator[tuple[int, bytes]]:
    """Make each size from the one before, the largest first: what it blurs, all others blur."""
    shown = _with_true_colours(image) if sizes else image
    for size in sizes:
        # halves are means of four pixels; what is left to do is little
        shown.thumbnail((size, size), Image.Resampling.BICUBIC, reducing_gap=1)
        if size == sizes[0]:
            shown = _plain(shown, turn)
            for area in blurs:
                _blur(shown, *area)
        yield size, _written(shown, kind)


def _blur(image: Image.Image, x: float, y: float, width: float, height: float) -> None:
    """Leave sixteen colours of a rectangle: what they were made of cannot be told again."""
    left, top = floor(x * image.width) - EDGE, floor(y * image.height) - EDGE
    right, bottom = (x + width) * image.width + EDGE, (y + height) * image.height + EDGE
    corner = min(ceil(right), image.width), min(ceil(bottom), image.height)
    box = (max(left, 0), max(top, 0), *corner)
    inside = image.crop(box)
    few = inside.resize((4, 4), Image.Resampling.BOX)
    image.paste(few.resize(inside.size, Image.Resampling.BILINEAR), box)


def _fingerprint(image: Image.Image, turn: Image.Transpose | None) -> str:
    """Whether each of 8 × 8 parts is darker than the next: the same for a copy, or nearly."""
    plain = image.mode in {"L", "RGB", "RGBA"}
    small = image.resize((72, 72), Image.Resampling.BOX if plain else Image.Resampling.NEAREST)
    grey = _with_true_colours(small).convert("L")
    upright = grey if turn is None else grey.transpose(turn)
    rows = batched(upright.resize((9, 8), Image.Resampling.BOX).tobytes(), 9)
    bits = "".join(str(int(a < b)) for row in rows for a, b in pairwise(row))
    return f"{int(bits, 2):016x}"


def batched(values: bytes, size: int) -> Iterator[bytes]:
    return (values[at : at + size] for at in range(0, len(values), size))


def _acceptable(image: ImageFile.ImageFile) -> str:
    """Name the format, from the header alone; refuse what is too large, or moves."""
    # a phone's JPEG often holds another after it (a depth, a portrait): that makes it an MPO
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if image.width * image.height > MAX_PIXELS[kind] or max(image.size) > MAX_SIDE:
        raise ValueError("too large")
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise ValueError("several images: one would be looked at, and others kept")
    return kind


def _with_true_colours(image: Image.Image) -> Image.Image:
    """Colours that can be mixed: no palette, no transparent colour, 8 bits each."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"P", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L") if image.mode == "1" else image


def _plain(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """The pixels alone, upright, on white: `info` would carry comments and profiles along."""
    plain = Image.new("RGB", image.size, "white")
    mask = image.getchannel("A") if "A" in image.getbands() else None
    plain.paste(image.convert("RGB"), mask=mask)
    return plain if turn is None else plain.transpose(turn)


def _written(plain: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    if kind == "PNG":  # of few colours: what is drawn has no more, and weighs little
        plain.quantize(256).save(written, "PNG", optimize=True)
    else:
        plain.save(written, "JPEG", quality=82, optimize=True)
    return written.getvalue()


def limit() -> None:
    """Use no more than so much memory and time, from here on."""
    signal.alarm(SECONDS)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def bury(*_: object) -> None:
    """Let children that ended go: what they spent counts as this process's own."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def answer(photo: socket.socket) -> None:
    """Decode the photo that comes through a socket, within the limits of a child."""
    limit()
    with photo.makefile("rb") as asked, photo.makefile("wb") as out:
        wanted = json.loads(asked.readline())
        decode(io.BytesIO(asked.read()), out, **wanted)


def warm() -> None:
    """Load what each child would load again, and leave its memory untouched by collections."""
    Image.init()
    drawn = io.BytesIO()
    Image.new("RGB", (16, 16)).save(drawn, "JPEG")
    decode(io.BytesIO(drawn.getvalue()), io.BytesIO(), [], [])
    gc.freeze()


def attend(door: socket.socket) -> None:
    """Fork a child for each photo that comes, until nobody holds the other end."""
    warm()
    signal.signal(signal.SIGCHLD, bury)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server: its last photo ends
    while True:
        rung, received, *_ = socket.recv_fds(door, 1, 1)
        if not rung:
            return
        with socket.socket(fileno=received[0]) as photo:
            if os.fork() == 0:
                door.close()
                try:
                    answer(photo)
                finally:
                    os._exit(0)  # what its parent loaded is not its own to take apart


if __name__ == "__main__":
    attend(socket.socket(fileno=int(sys.argv[1])))
