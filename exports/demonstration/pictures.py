"""Photos for the demonstration, drawn when it runs and marked as such: real JPEG files."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 900)
LABEL = "DEMO"  # Pillow's own font has no accents


def picture(kind: str, number: int) -> bytes:
    """Draw a tree, a bird or an animal, varied by a number; the same call gives the same bytes."""
    image = Image.new("RGB", SIZE, (196 + number % 20, 220, 232))
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 640, *SIZE), fill=(140 + number * 3 % 40, 166, 108))
    DRAWN[kind](canvas, number)
    font = ImageFont.load_default(44)
    canvas.text((40, 830), f"{LABEL} {number}", fill=(70, 84, 60), font=font)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def _tree(canvas: ImageDraw.ImageDraw, number: int) -> None:
    wide = 200 + number * 17 % 90
    canvas.rectangle((570, 400, 630, 720), fill=(104, 78, 56))
    for left, top in ((-wide, 120), (-wide // 2, 40), (0, 100), (-wide + 60, 220), (-30, 230)):
        canvas.ellipse((600 + left, top, 600 + left + wide + 60, top + 260), fill=(74, 120, 66))


def _bird(canvas: ImageDraw.ImageDraw, number: int) -> None:
    x = 420 + number * 13 % 120
    canvas.ellipse((x, 430, x + 260, 600), fill=(120, 96, 72))
    canvas.ellipse((x + 200, 380, x + 320, 490), fill=(132, 104, 78))
    canvas.polygon(((x + 318, 428), (x + 366, 438), (x + 318, 448)), fill=(60, 50, 40))
    canvas.ellipse((x + 270, 415, x + 286, 431), fill=(20, 20, 20))
    canvas.polygon(((x + 20, 500), (x - 110, 560), (x + 20, 560)), fill=(104, 84, 62))


def _animal(canvas: ImageDraw.ImageDraw, number: int) -> None:
    x = 400 + number * 11 % 140
    canvas.ellipse((x, 520, x + 340, 700), fill=(126, 104, 84))
    canvas.ellipse((x + 270, 560, x + 410, 680), fill=(146, 122, 98))
    canvas.ellipse((x + 360, 600, x + 376, 616), fill=(20, 20, 20))


DRAWN: dict[str, Callable[[ImageDraw.ImageDraw, int], None]] = {
    "tree": _tree,
    "bird": _bird,
    "animal": _animal,
}
