"""Recordings made on the spot: short ones, with things hidden in them."""

import io
import struct
import wave
from collections.abc import Iterator
from math import pi, sin

from mutagen import apev2, id3, mp4, oggopus
from mutagen.flac import Picture
from mutagen.mp3 import MP3
from mutagen.ogg import OggPage
from mutagen.wave import WAVE

from tests.citizen.pictures import MARKER

TEXT = MARKER.decode()
MP3_FRAME = b"\xff\xfb\x90\xc0" + bytes(413)  # MPEG 1, 128 kbit/s, 44.1 kHz, silent
AAC_FRAME = bytes.fromhex("2110046f8c1c")  # AAC-LC, stereo, silent
OPUS_PACKET = b"\xf8\xff\xfe"  # 20 ms of silence
COVER = b"\xff\xd8\xff\xe0 a picture of " + MARKER


def wav(seconds: float = 1.0, rate: int = 8_000, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(width)
        made.setframerate(rate)
        count = round(seconds * rate)
        tone = (int(9_000 * sin(2 * pi * 440 * n / rate)) for n in range(count))
        told = b"".join(struct.pack("<h", one)[-width:] * channels for one in tone)
        made.writeframes(told)
    return out.getvalue()


def mp3(seconds: float = 1.0) -> bytes:
    return MP3_FRAME * round(seconds * 44_100 / 1152)


def opus(seconds: float = 1.0, packets: list[bytes] | None = None) -> bytes:
    told = packets or [OPUS_PACKET] * round(seconds * 50)
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    pages = [*OggPage.from_packets([head]), *OggPage.from_packets([tags], sequence=1)]
    pages[0].first = True
    for start in range(0, len(told), 50):
        (page,) = OggPage.from_packets(told[start : start + 50], sequence=len(pages))
        page.position = 312 + 960 * min(start + 50, len(told))
        pages.append(page)
    pages[-1].last = True
    for page in pages:
        page.serial = 4711
    return b"".join(page.write() for page in pages)


def vorbis(comment: bytes = b"", seconds: int = 1) -> bytes:
    """The pages of a Vorbis stream, as far as a container goes: its packets hold no music."""
    first = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44_100, 0, 80_000, 0, 0xB8, 1)
    told = struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(comment)) + comment
    headers = [b"\x03vorbis" + told + b"\x01", b"\x05vorbis" + bytes(300)]
    pages = [*OggPage.from_packets([first]), *OggPage.from_packets(headers, sequence=1)]
    pages[0].first = True
    (page,) = OggPage.from_packets([b"\x00" + bytes(40)] * 20, sequence=len(pages))
    page.position, page.last = 44_100 * seconds, True
    return b"".join(one.write() for one in [*pages, page])


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", len(inside) + 8) + name + inside


def full(name: bytes, *content: bytes) -> bytes:
    return box(name, bytes(4), *content)


def m4a(seconds: float = 1.0, *, more: bytes = b"", kind: bytes = b"mp4a") -> bytes:
    """An M4A of silent frames; `more` stands in its `moov`."""
    count = round(seconds * 44_100 / 1024)
    specific = b"\x05\x02" + struct.pack(">H", 2 << 11 | 4 << 7 | 2 << 3)
    decoder = b"\x04" + bytes([13 + len(specific)]) + b"\x40\x15" + bytes(11) + specific
    elementary = b"\x03" + bytes([3 + len(decoder)]) + bytes(3) + decoder
    entry = bytes(6) + b"\0\1" + bytes(8) + struct.pack(">HHIHH", 2, 16, 0, 44_100, 0)
    described = full(b"stsd", struct.pack(">I", 1), box(kind, entry, full(b"esds", elementary)))
    started = box(b"ftyp", b"M4A \0\0\0\0M4A mp42isom")
    duration = struct.pack(">IIII", 0, 0, 44_100, count * 1024)

    def movie(at: int) -> bytes:
        table = box(
            b"stbl",
            described,
            full(b"stts", struct.pack(">III", 1, count, 1024)),
            full(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
            full(b"stsz", struct.pack(">II", len(AAC_FRAME), count)),
            full(b"stco", struct.pack(">II", 1, at)),
        )
        handler = full(b"hdlr", bytes(4), b"soun", bytes(12), TEXT.encode() + b"\0")
        head = full(b"mdhd", duration, b"\x55\xc4\0\0")
        media = box(b"mdia", head, handler, box(b"minf", full(b"smhd", bytes(4)), table))
        return box(b"moov", full(b"mvhd", duration, bytes(80)), box(b"trak", media), more)

    at = len(started) + len(movie(0)) + 8
    return started + movie(at) + box(b"mdat", AAC_FRAME * count)


def _tagged(data: bytes, kind: type, change: object) -> bytes:
    """The same file, its tags changed by mutagen."""
    held = io.BytesIO(data)
    file = kind(held)
    change(file)
    held.seek(0)
    file.save(held)
    return held.getvalue()


def _id3(file: object) -> None:
    if file.tags is None:
        file.add_tags()
    file.tags.add(id3.TIT2(encoding=3, text=TEXT))
    file.tags.add(id3.COMM(encoding=3, lang="fra", desc="", text=TEXT))
    file.tags.add(id3.TXXX(encoding=3, desc="GPS", text=TEXT))
    file.tags.add(id3.GEOB(encoding=3, mime="x", filename="place", desc="", data=MARKER))
    file.tags.add(id3.APIC(encoding=3, mime="image/jpeg", type=3, desc=TEXT, data=COVER))


def _comments(file: object) -> None:
    file["title"] = file["location"] = TEXT
    picture = Picture()
    picture.data, picture.mime, picture.desc = COVER, "image/jpeg", TEXT
    file["metadata_block_picture"] = [TEXT + picture.write().hex()]


def _atoms(file: object) -> None:
    if file.tags is None:
        file.add_tags()
    file.tags["\xa9nam"], file.tags["\xa9xyz"] = [TEXT], [TEXT]
    file.tags["covr"] = [mp4.MP4Cover(COVER)]
    file.tags["----:com.apple.iTunes:place"] = [MARKER]


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _with_chunk(data: bytes, chunk: bytes, *, behind: bool = False) -> bytes:
    at = len(data) if behind else 12
    made = data[:at] + chunk + data[at:]
    return made[:4] + struct.pack("<I", len(made) - 8) + made[8:]


def hiding() -> Iterator[tuple[str, bytes]]:
    """Recordings that each hold the marker in another place."""
    info = _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", MARKER))
    for name, chunk in (
        ("LIST INFO", info), ("bext", _chunk(b"bext", MARKER.ljust(602, b"\0"))),
        ("iXML", _chunk(b"iXML", b"<BWFXML>" + MARKER)), ("guan", _chunk(b"guan", MARKER)),
        ("a chunk of nobody", _chunk(b"orPh", MARKER)),
    ):  # fmt: skip
        yield f"WAV: {name}", _with_chunk(wav(), chunk)
        yield f"WAV: {name}, behind", _with_chunk(wav(), chunk, behind=True)
    yield "WAV: ID3", _tagged(wav(), WAVE, _id3)
    yield "WAV: after its end", wav() + MARKER
    yield "MP3: ID3v2", _tagged(mp3(), MP3, _id3)
    yield "MP3: ID3v1", mp3() + b"TAG" + MARKER[:30].ljust(125, b"\0")
    tag, held = apev2.APEv2(), io.BytesIO(mp3())
    tag["Place"] = TEXT
    tag.save(held)
    yield "MP3: APE", held.getvalue()
    yield "MP3: Lyrics3", mp3() + b"LYRICSBEGIN" + MARKER * 50 + b"LYRICS200"
    yield "MP3: after its end", mp3() + MARKER
    about = bytearray(MP3_FRAME)
    about[36:40], about[160 : 160 + len(MARKER)] = b"Xing", MARKER
    yield "MP3: a frame about the others", bytes(about) + mp3()
    yield "Ogg: comments of Opus", _tagged(opus(), oggopus.OggOpus, _comments)
    yield "Ogg: comments of Vorbis", vorbis(b"LOCATION=" + MARKER)
    yield "Ogg: after its end", opus() + MARKER
    yield "Ogg: a second stream", opus() + vorbis(b"LOCATION=" + MARKER)
    yield "M4A: tags and a cover", _tagged(m4a(), mp4.MP4, _atoms)
    yield "M4A: its handler", m4a()
    yield "M4A: a place of 3GPP", m4a(more=box(b"udta", full(b"loci", MARKER)))
    yield "M4A: XMP", m4a() + box(b"uuid", bytes(16), MARKER)
    yield "M4A: free room", m4a() + box(b"free", MARKER)
    yield "M4A: after its end", m4a() + MARKER[:7]


HIDDEN_EVERYWHERE = (
    (_tagged(opus(), oggopus.OggOpus, _comments), "audio/ogg"),
    (_tagged(m4a(), mp4.MP4, _atoms), "audio/mp4"),
    (_tagged(mp3(), MP3, _id3), "audio/mpeg"),
    (_tagged(wav(), WAVE, _id3), "audio/wav"),
)
