"""Pictures made on the spot: upright or not, with things hidden in them, or not pictures at all."""

import io
import struct
import zlib
from collections.abc import Iterator

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()

MARKER = b"SECRET-49.7572N-0.3741E-of-Jeanne"
QUARTERS = {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "white"}  # upright
ORIENTATION, DESCRIPTION, ARTIST, GPS, PHOTO = 0x0112, 0x010E, 0x013B, 0x8825, 0x8769

T = Image.Transpose
LAID = {  # how each EXIF orientation lays an upright picture
    1: None, 2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM,
    5: T.TRANSPOSE, 6: T.ROTATE_90, 7: T.TRANSVERSE, 8: T.ROTATE_270,
}  # fmt: skip


def quarters(width: int = 400, height: int = 200) -> Image.Image:
    """A picture of four colours, one in each quarter, wider than high."""
    image = Image.new("RGB", (width, height))
    half, middle = width // 2, height // 2
    for (x, y), colour in QUARTERS.items():
        image.paste(colour, (x * half, y * middle, (x + 1) * half, (y + 1) * middle))
    return image


def as_bytes(image: Image.Image, kind: str, **saved: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def laid(orientation: int, kind: str) -> bytes:
    """An upright picture as a phone held otherwise keeps it: laid, and a word about it."""
    turn, exif = LAID[orientation], Image.Exif()
    exif[ORIENTATION] = orientation
    image = quarters() if turn is None else quarters().transpose(turn)
    return as_bytes(image, kind, exif=exif.tobytes())


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[DESCRIPTION] = exif[ARTIST] = MARKER.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (49.0, 45.0, 26.0), 18: MARKER.decode()})
    return exif


def _of_a_maker(*, thumbnail: bool) -> bytes:
    """EXIF as a camera writes it: notes of its own, a comment, a smaller picture that tells too."""
    exif = Image.Exif()
    exif.get_ifd(PHOTO).update({0x927C: b"MakerNote" + MARKER, 0x9286: b"ASCII\0\0\0" + MARKER})
    exif[0xA431] = exif[0x9C9C] = MARKER.decode()  # a serial number; a comment of Windows
    small = as_bytes(Image.new("RGB", (16, 16)), "JPEG", comment=MARKER)
    return exif.tobytes() + (small if thumbnail else b"")


def _icc() -> bytes:
    """A true profile, in whose spare bytes something is written."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile + MARKER


def _segment(number: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, number, len(content) + 2) + content


def _with_segment(data: bytes, number: int, content: bytes) -> bytes:
    return data[:2] + _segment(number, content) + data[2:]


def _with_chunk(data: bytes, name: bytes, content: bytes) -> bytes:
    """A PNG with a chunk more, after its header."""
    chunk = struct.pack(">I", len(content)) + name + content
    chunk += struct.pack(">I", zlib.crc32(name + content))
    return data[:33] + chunk + data[33:]


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + MARKER + b"</x:xmpmeta>"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(MARKER)) + MARKER


def hiding() -> Iterator[tuple[str, bytes]]:
    """Pictures that each hold the marker in another place."""
    image, xmp = quarters(), XMP.partition(b"\0")[2]
    plain, png, webp = (as_bytes(image, kind) for kind in ("JPEG", "PNG", "WEBP"))
    yield "JPEG: EXIF with GPS", as_bytes(image, "JPEG", exif=_exif())
    yield "JPEG: XMP", _with_segment(plain, 0xE1, XMP)
    yield "JPEG: IPTC", _with_segment(plain, 0xED, IPTC)
    yield "JPEG: comment", as_bytes(image, "JPEG", comment=MARKER)
    yield "JPEG: profile", as_bytes(image, "JPEG", icc_profile=_icc())
    for number in (0xE2, 0xE5, 0xEB, 0xEF):
        yield f"JPEG: APP{number - 0xE0}", _with_segment(plain, number, b"Maker\0" + MARKER)
    yield "JPEG: notes of its maker", as_bytes(image, "JPEG", exif=_of_a_maker(thumbnail=False))
    yield "JPEG: its thumbnail", as_bytes(image, "JPEG", exif=_of_a_maker(thumbnail=True))
    yield "JPEG: JFXX", _with_segment(plain, 0xE0, b"JFXX\0\x10" + MARKER)
    yield "JPEG: MPF", _with_segment(plain, 0xE2, b"MPF\0MM\0*\0\0\0\x08\0\0" + MARKER)
    extended = b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + MARKER
    yield "JPEG: extended XMP", _with_segment(plain, 0xE1, extended)
    yield "JPEG: after its end", plain + MARKER
    yield "JPEG: a ZIP after its end", plain + b"PK\x03\x04" + MARKER
    yield "JPEG: a page after its end", plain + b"<script>" + MARKER + b"</script>"
    second = as_bytes(Image.new("RGB", (64, 64)), "JPEG", comment=MARKER)
    yield "JPEG: a second picture", plain + second
    many = {"save_all": True, "append_images": [Image.open(io.BytesIO(second))], "exif": _exif()}
    yield "MPO: a second picture", as_bytes(image, "MPO", **many)
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", MARKER.decode())
    yield "PNG: tEXt", as_bytes(image, "PNG", pnginfo=told)
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", MARKER.decode(), zip=True)
    yield "PNG: zTXt", as_bytes(image, "PNG", pnginfo=told)
    told = PngImagePlugin.PngInfo()
    told.add_itxt("XML:com.adobe.xmp", XMP.decode("latin-1").partition("\0")[2])
    yield "PNG: iTXt", as_bytes(image, "PNG", pnginfo=told)
    yield "PNG: eXIf", as_bytes(image, "PNG", exif=_exif())
    yield "PNG: profile", as_bytes(image, "PNG", icc_profile=_icc())
    yield "PNG: a suggested palette", _with_chunk(png, b"sPLT", MARKER + b"\0\x08")
    yield "PNG: a chunk of nobody", _with_chunk(png, b"orPh", MARKER)
    yield "PNG: after its end", png + MARKER
    yield "WebP: EXIF", as_bytes(image, "WEBP", exif=_exif())
    yield "WebP: XMP", as_bytes(image, "WEBP", xmp=xmp)
    yield "WebP: profile", as_bytes(image, "WEBP", icc_profile=_icc())
    yield "WebP: after its end", webp + MARKER
    for kind, name in (("HEIF", "HEIC"), ("AVIF", "AVIF")):
        yield f"{name}: EXIF with GPS", as_bytes(image, kind, exif=_exif(), quality=90)
        yield f"{name}: XMP", as_bytes(image, kind, xmp=xmp, quality=90)
        yield f"{name}: profile", as_bytes(image, kind, icc_profile=_icc(), quality=90)
        held = as_bytes(image, kind, quality=90)
        yield (
            f"{name}: notes of its maker",
            as_bytes(image, kind, exif=_of_a_maker(thumbnail=False), quality=90),
        )
        yield f"{name}: a box of nobody", held + _box(b"uuid", bytes(16) + MARKER)
        yield f"{name}: free room", held + _box(b"free", MARKER)
        yield f"{name}: after its end", held + MARKER


def sketch(width: int, height: int, depth: int = 1) -> bytes:
    """A PNG of one colour, of any size: a few bytes for each million pixels."""
    packed = zlib.compressobj(9)
    row = b"\0" * (1 + (width * depth + 7) // 8)
    data = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    told = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in told
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def moving(kind: str, frames: int) -> bytes:
    """A picture that moves."""
    first, *others = (Image.new("RGB", (40, 40), (n % 256, 0, 0)) for n in range(frames))
    return as_bytes(first, kind, save_all=True, append_images=others)


def segments(jpeg: bytes) -> Iterator[int]:
    """The kinds of the segments of a JPEG, up to its pixels."""
    at = 2
    while jpeg[at + 1] != 0xDA:
        yield jpeg[at + 1]
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
