"""The picture that goes with a link to these pages: the town's logo, on its colour.

Without words: no font with accents comes with the product; the town's name goes beside it
(`og:site_name`).
"""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from citizen.appearance import logos
from citizen.appearance.rules import derived
from config import towns
from config.colours import schemes

SIZE = 1200, 630  # pixels, what the networks ask for
LARGEST = 760, 300
FINEST = 3  # times: a logo is kept small, larger it would be a blur
BAND = 36


def png(digest: str, colour: str) -> bytes:
    """Draw the card of a logo that is kept."""
    return _drawn(towns.served(), digest, colour)


@lru_cache(maxsize=8)
def _drawn(town: int, digest: str, colour: str) -> bytes:  # noqa: ARG001 - logos are of a town
    day = schemes()["day"]
    accent = derived(colour).day["accent"] if colour else day["accent"]
    image = Image.new("RGB", SIZE, f"#{day['sheet']}")
    band = (0, SIZE[1] - BAND, *SIZE)
    ImageDraw.Draw(image).rectangle(band, fill=f"#{accent}")
    with Image.open(BytesIO(logos.read(digest))) as kept:
        times = min(LARGEST[0] / kept.width, LARGEST[1] / kept.height, FINEST)
        size = max(1, round(kept.width * times)), max(1, round(kept.height * times))
        logo = kept.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    image.paste(logo, ((SIZE[0] - size[0]) // 2, (SIZE[1] - BAND - size[1]) // 2), logo)
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
