"""Photos of the audit: what they show is one number, what their EXIF tells another."""

import io
from functools import cache

from PIL import Image

GPS, LATITUDE, LONGITUDE, TAKEN, MODEL = 0x8825, 2, 4, 0x0132, 0x0110
SIZE = (320, 240)


@cache
def picture(shows: int, tells: int) -> bytes:
    """Make a JPEG; of two that show the same, only the EXIF differs."""
    image = Image.new("RGB", SIZE, (shows * 7 % 256, shows * 13 % 256, shows * 29 % 256))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, exif=_exif(tells) if tells else b"")
    return out.getvalue()


def _exif(tells: int) -> bytes:
    exif = Image.Exif()
    exif[TAKEN] = f"2026:06:18 {tells % 24:02d}:{tells % 60:02d}:00"
    exif[MODEL] = f"phone {tells}"
    place = exif.get_ifd(GPS)
    place[1], place[LATITUDE] = "N", (49.0, 45.0, tells / 100)
    place[3], place[LONGITUDE] = "E", (0.0, 22.0, tells / 100)
    return exif.tobytes()
