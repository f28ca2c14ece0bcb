"""FlatBuffers, as much of it as FlatGeobuf needs: a block is what one offset leads to.

Offsets are counted from where they stand, so that blocks follow each other anywhere, as they are,
as long as each begins at a multiple of eight bytes.
"""

from collections.abc import Mapping, Sequence
from struct import Struct, pack
from typing import NamedTuple

ALIGNED = 8  # bytes: the widest number
SHORT, INT = Struct("<H"), Struct("<i")


class Block(NamedTuple):
    """Bytes, their length a multiple of eight, and where among them an offset leads."""

    data: bytes
    entry: int


class Scalar(NamedTuple):
    """A number that stands in its table: its struct format and its value."""

    format: str
    value: float


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % ALIGNED)


def text(told: str) -> Block:
    data = told.encode()
    return Block(padded(pack("<I", len(data)) + data + b"\0"), 0)


def numbers(format_: str, values: Sequence[float]) -> Block:
    """A vector of numbers, all of a format: its first one is aligned."""
    return Block(padded(pack(f"<4xI{len(values)}{format_}", len(values), *values)), 4)


def raw(data: bytes) -> Block:
    return Block(padded(pack("<I", len(data)) + data), 0)


def tables(blocks: Sequence[Block]) -> Block:
    """A vector of tables: offsets, then the blocks themselves."""
    head = -(-(4 + 4 * len(blocks)) // ALIGNED) * ALIGNED
    starts = _starts(blocks, head)
    offsets = [start - 4 * n for n, start in enumerate(starts, start=1)]
    told = pack(f"<I{len(blocks)}I", len(blocks), *offsets)
    return Block(padded(told) + b"".join(block.data for block in blocks), 0)


def table(slots: Mapping[int, Block | Scalar]) -> Block:
    """A table with some of its fields, by their numbers in the schema; the others are absent."""
    places, size = _placed(slots)
    vtable = [places.get(number, 0) for number in range(max(slots, default=-1) + 1)]
    told = pack(f"<{len(vtable) + 2}H", 4 + 2 * len(vtable), size, *vtable)
    # The table's own first four bytes say how far back its vtable is; numbers follow aligned.
    entry = len(padded(told))
    body = bytearray(size)
    INT.pack_into(body, 0, entry)
    children = [(number, one) for number, one in slots.items() if isinstance(one, Block)]
    end = entry + len(padded(bytes(body)))
    starts = _starts([block for _, block in children], end)
    for (number, _), start in zip(children, starts, strict=True):
        INT.pack_into(body, places[number], start - entry - places[number])
    for number, one in slots.items():
        if isinstance(one, Scalar):
            Struct(f"<{one.format}").pack_into(body, places[number], one.value)
    data = padded(told) + padded(bytes(body)) + b"".join(block.data for _, block in children)
    return Block(data, entry)


def _placed(slots: Mapping[int, Block | Scalar]) -> tuple[dict[int, int], int]:
    """Where each field stands in its table, each aligned to its own width; and the whole."""
    places, at = {}, 4
    for number, one in slots.items():
        width = Struct(f"<{one.format}").size if isinstance(one, Scalar) else 4
        at = -(-at // width) * width
        places[number] = at
        at += width
    return places, at


def _starts(blocks: Sequence[Block], at: int) -> list[int]:
    """Where each block is entered, when they follow each other from there."""
    starts = []
    for block in blocks:
        starts.append(at + block.entry)
        at += len(block.data)
    return starts


def rooted(root: Block) -> bytes:
    """A whole buffer, its size first, as a file has several of."""
    return pack("<II", len(root.data) + 4, root.entry + 4) + root.data
