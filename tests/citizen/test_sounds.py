"""Sounds: kept bit for bit, given without anything else their file held."""

import io
import wave

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen import File
from mutagen.ogg import OggPage

from citizen.photos.rules import sha256
from citizen.sounds.cleaning import cleaned
from config.problems import Problem
from tests.citizen.pictures import MARKER
from tests.citizen.recordings import (
    AAC_FRAME,
    MP3_FRAME,
    OPUS_PACKET,
    TEXT,
    hiding,
    m4a,
    mp3,
    opus,
    vorbis,
    wav,
)

HIDING = dict(hiding())
WHOLE = {"wav": wav(), "mp3": mp3(), "opus": opus(), "vorbis": vorbis(), "m4a": m4a()}


@pytest.mark.parametrize("data", HIDING.values(), ids=HIDING.keys())
def test_nothing_but_the_sound_goes_out(data):
    assert MARKER[:20] in data
    kept = cleaned(data)
    assert MARKER[:12] not in kept.data
    assert b"picture" not in kept.data
    found = File(io.BytesIO(kept.data))  # mutagen knows no tags of ADTS: the frames are counted
    assert not (found and found.tags), found


def frames_of(data):
    with wave.open(io.BytesIO(data)) as read:
        return read.getparams()[:3], read.readframes(read.getnframes())


def test_the_sound_itself_is_kept_bit_for_bit():
    assert frames_of(cleaned(HIDING["WAV: bext"]).data) == frames_of(wav())
    assert cleaned(HIDING["MP3: ID3v2"]).data == mp3()
    assert cleaned(HIDING["M4A: tags and a cover"]).data[7:13] == AAC_FRAME
    packets = OggPage.to_packets(pages(cleaned(HIDING["Ogg: comments of Opus"]).data))
    assert packets[2:] == [OPUS_PACKET] * 50


def pages(data):
    held, found = io.BytesIO(data), []
    while held.tell() < len(data):
        found.append(OggPage(held))
    return found


def test_the_pages_of_a_stream_are_numbered_and_their_sums_hold():
    for data in (opus(30), vorbis(b"A=1")):
        made = pages(cleaned(data).data)
        assert [page.sequence for page in made] == list(range(len(made)))
        assert [page.write() for page in made] == [page.write() for page in pages(b"".join(
            page.write() for page in made))]  # fmt: skip
        assert (made[0].first, made[-1].last, {page.serial for page in made}) == (True, True, {1})


@pytest.mark.parametrize("seconds", [0.5, 1, 10])
def test_how_long_it_lasts_is_counted_in_what_is_kept(seconds):
    for make in (wav, mp3, opus, m4a):
        assert cleaned(make(seconds)).seconds == pytest.approx(seconds, abs=0.05)


def test_every_kind_of_samples_is_kept():
    for rate, channels, width in ((8_000, 1, 1), (44_100, 2, 2), (384_000, 1, 2)):
        kept = cleaned(wav(0.1, rate, channels, width))
        assert frames_of(kept.data)[0] == (channels, width, rate)
    told = bytearray(wav())
    told[40:44] = b"\xff\xff\xff\xff"  # a recorder that was switched off
    assert cleaned(bytes(told)).seconds == 1.0


LONG = {"wav": wav(130), "mp3": mp3(130), "opus": opus(130), "m4a": m4a(125)}


@pytest.mark.parametrize("data", LONG.values(), ids=LONG.keys())
def test_two_minutes_are_the_most(data):
    with pytest.raises(Problem) as refused:
        cleaned(data)
    assert refused.value.kind.code in {"sound-too-long", "sound-refused"}


def test_two_minutes_are_taken():
    assert cleaned(mp3(120)).seconds == pytest.approx(120, abs=0.1)
    assert cleaned(opus(120)).seconds == pytest.approx(120, abs=0.1)


def half(data):
    return data[: len(data) // 2]


ONE = b"\0\0\0\0\0\0\0\1"
BEGINNINGS = [b"RIFF\0\0\0\0WAVE", b"OggS", b"\0\0\0\x18ftypM4A ", b"ID3", b"\xff\xfb"]
REFUSED = {
    "nothing": b"",
    "a text": b"un chant de merle",
    "half a WAV": half(wav()),
    "half an M4A": half(m4a()),
    "a WAV of no samples": wav(0),
    "a WAV that is coded": wav().replace(b"fmt \x10\0\0\0\x01\0", b"fmt \x10\0\0\0\x02\0"),
    "a WAV of no rate": wav()[:24] + bytes(4) + wav()[28:],
    "an AVI": b"RIFF\x10\0\0\0AVI LIST",
    "one frame of MP3": MP3_FRAME,
    "MP3 with a film in the middle": mp3() + bytes(range(1, 255)) * 20 + mp3(),
    "an ID3 tag of nothing": b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
    "the header of an Ogg": opus()[:60],
    "Ogg with words among the sound": vorbis() and opus(packets=[b"OpusTags" + MARKER] * 3),
    "ALAC": m4a(kind=b"alac"),
    "an M4A of many frames": m4a(200),
    "an M4A without its table": m4a().replace(b"stsz", b"stsx"),
    "an M4A whose frames are elsewhere": m4a().replace(b"stco" + ONE, b"stco" + ONE + b"\x7f"),
    "a photo": b"\xff\xd8\xff\xe0" + bytes(500),
    "a HEIC": b"\0\0\0\x1cftypheic" + bytes(200),
    "FLAC": b"fLaC" + bytes(200),
    "WebM": b"\x1aE\xdf\xa3" + bytes(200),
    "AAC in the open": b"\xff\xf1\x50\x80" + bytes(500),
}  # fmt: skip


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_sound_we_can_give_again_is_refused(data):
    with pytest.raises(Problem):
        cleaned(data)


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(sorted(WHOLE)), at=st.floats(0, 1), junk=st.binary(max_size=12))
def test_a_damaged_file_is_refused_or_holds_no_tag(kind, at, junk):
    data = WHOLE[kind]
    where = int(at * len(data))
    try:
        kept = cleaned(data[:where] + junk + data[where + len(junk) :])
    except Problem:
        return
    assert TEXT.encode() not in kept.data
    assert 0 < kept.seconds <= 121


@settings(max_examples=200, deadline=None)
@given(start=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=400))
def test_whatever_comes_is_answered(start, rest):
    try:
        cleaned(start + rest)
    except Problem as refusal:
        assert refusal.kind.status == 422


def test_the_same_file_is_kept_as_the_same_bytes():
    assert {sha256(cleaned(opus()).data) for _ in range(3)} == {sha256(cleaned(opus()).data)}
