"""The picture of the app on a phone's screen, drawn as `twig.svg` is: iOS takes no SVG."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

SIDE, DRAWN, FINER = 512, 32, 4  # pixels; units of the drawing; drawn larger, then made smooth
MARGIN = 0.14  # of the side: phones round the corners off
PAPER, BARK = "#fbfaf5", "#7a4b21"
STEPS = 24  # points along a curve

Place = tuple[float, float]
Curve = tuple[Place, Place, Place, Place]
TWIG: Curve = ((6, 30), (9, 20), (14, 11), (25, 3))
LEAVES: tuple[tuple[str, Curve, Curve], ...] = (
    ("#2f8a5f", ((24.6, 3.4), (28.2, 5.7), (29.2, 9.4), (27.8, 13)),
     ((27.8, 13), (23.8, 12.1), (22.2, 8.1), (24.6, 3.4))),
    ("#2f8a5f", ((17.3, 9.8), (13.2, 9.9), (10.3, 7.7), (9.4, 4)),
     ((9.4, 4), (13.4, 2.7), (16.8, 4.9), (17.3, 9.8))),
    ("#1f6b4a", ((13.6, 14.6), (17.1, 18.2), (21.3, 18.6), (25.1, 16.1)),
     ((25.1, 16.1), (22.8, 12.1), (18.1, 11.3), (13.6, 14.6))),
    ("#1f6b4a", ((9.8, 20.7), (5.7, 21.3), (3, 19.6), (1.6, 16)),
     ((1.6, 16), (5.3, 14.1), (8.8, 15.7), (9.8, 20.7))),
)  # fmt: skip


@cache
def png() -> bytes:
    """Draw the icon: a square PNG of 512 pixels, without transparency, as iOS wants it."""
    whole = SIDE * FINER
    image = Image.new("RGB", (whole, whole), PAPER)
    draw = ImageDraw.Draw(image)
    _twig(draw)
    for colour, out, back in LEAVES:
        draw.polygon([*_along(out), *_along(back)], fill=colour)
    kept = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _twig(draw: Any) -> None:
    scale = SIDE * FINER * (1 - 2 * MARGIN) / DRAWN
    draw.line([*_along(TWIG)], fill=BARK, width=round(2.2 * scale), joint="curve")
    for x, y in (next(_along(TWIG)), [*_along(TWIG)][-1]):
        reach = 1.1 * scale
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=BARK)


def _along(curve: Curve) -> Iterator[Place]:
    """The points of a cubic curve of Bézier, in pixels."""
    whole = SIDE * FINER
    scale, shift = whole * (1 - 2 * MARGIN) / DRAWN, whole * MARGIN
    for step in range(STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, curve, strict=True)) for axis in (0, 1))
        yield shift + x * scale, shift + y * scale
