"""A sealed stream is opened whole, by its passphrase, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.backups import sealing
from config.backups.sealing import CHUNK, MARK, OWN, SALT, TAG, Opened, Sealed, Unopened

HEAD = len(MARK) + SALT + OWN
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7)


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setitem(sealing.COST, "n", 2)


def sealed(data, passphrase="une phrase", at_once=50_000):
    out = io.BytesIO()
    stream = Sealed(out, passphrase)
    for start in range(0, len(data), at_once):
        stream.write(data[start : start + at_once])
    stream.close()
    return out.getvalue()


def opened(data, passphrase="une phrase", at_once=30_000):
    stream, parts = Opened(io.BytesIO(data), passphrase), []
    while part := stream.read(at_once):
        parts.append(part)
    return b"".join(parts)


def some(size):
    return bytes(range(256)) * (size // 256) + b"x" * (size % 256)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_opened(size):
    assert opened(sealed(some(size))) == some(size)


@pytest.mark.parametrize("size", SIZES)
def test_another_passphrase_opens_nothing(size):
    for wrong in ("", "une phrase ", "Une phrase"):
        with pytest.raises(Unopened):
            opened(sealed(some(size)), wrong)


@given(size=st.integers(0, 200_000), cut=st.floats(0, 1, exclude_max=True))
def test_a_stream_cut_anywhere_is_refused(size, cut):
    whole = sealed(some(size))
    with pytest.raises(Unopened):
        opened(whole[: int(len(whole) * cut)])


@given(st.integers(0, 200_000), st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_bit_turned_anywhere_is_seen(size, where, bit):
    damaged = bytearray(sealed(some(size)))
    damaged[int(len(damaged) * where)] ^= 1 << bit
    with pytest.raises(Unopened):
        opened(bytes(damaged))


def test_chunks_are_neither_turned_round_left_out_nor_added():
    whole, one = sealed(some(3 * CHUNK + 5)), CHUNK + TAG
    head, chunks = whole[:HEAD], [whole[HEAD + n * one : HEAD + (n + 1) * one] for n in range(4)]
    assert opened(head + b"".join(chunks)) == some(3 * CHUNK + 5)
    first, second, third, last = chunks
    turned, short, cut = [second, first, third, last], [first, third, last], [first, second, third]
    for wrong in (turned, short, cut, [*cut, last, last], [first, *cut, last]):
        with pytest.raises(Unopened):
            opened(head + b"".join(wrong))


def test_two_seals_of_one_stream_have_nothing_in_common():
    first, second = sealed(b"x" * 1000), sealed(b"x" * 1000)
    assert first[len(MARK) :] != second[len(MARK) :]
    assert b"x" * 16 not in first
