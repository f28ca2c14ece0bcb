"""FlatGeobuf 3.11, in WGS 84, with its packed Hilbert R-tree: read from afar, by extent.

Written here rather than by GDAL, which would weigh 80 MB more and hold every box twice. Features
wait in a file beside; only their boxes and lengths, 40 bytes each, are held until the end.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from os import pread
from pathlib import Path
from struct import Struct, unpack
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np

from config.languages import LANGUAGES
from exports.columns import POSITION, columns
from exports.facts import Value, place, values
from exports.format import Add, Column, Format
from exports.formats.flatgeobuf import index
from exports.formats.flatgeobuf.buffers import (
    Block,
    Scalar,
    numbers,
    raw,
    rooted,
    table,
    tables,
    text,
)
from exports.formats.flatgeobuf.shapes import drawn
from exports.records import Dataset, Record

MAGIC = b"fgb\x03fgb\x01"
COUNT = "features_count"
HEADER = {  # fields of the header
    "name": 0,
    "envelope": 1,
    "geometry_type": 2,
    "columns": 7,
    COUNT: 8,
    "index_node_size": 9,
    "crs": 10,
    "title": 11,
    "description": 12,
}
CRS = table({0: text("EPSG"), 1: Scalar("i", 4326), 2: text("WGS 84")})
NUMBER = {  # type of a column → its number in FlatGeobuf, how its values are packed
    "boolean": (2, Struct("<HB")),
    "integer": (7, Struct("<Hq")),
    "number": (10, Struct("<Hd")),
}
STRING, DATETIME = 11, 13
LENGTH = Struct("<HI")
Pack = Callable[[int, Any], bytes]


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    told = [column for column in columns(dataset.protocol) if column.name not in POSITION]
    packs = {column.name: (n, _packer(column)) for n, column in enumerate(told)}
    boxes, sizes = array("d"), array("I")
    with TemporaryFile(dir=path.parent) as features:

        def add(record: Record) -> None:
            shape = place(record)
            block = drawn(shape) if shape else None
            written = _feature(block, values(record, dataset.protocol), packs)
            boxes.extend(shape.bounds if shape else index.NOWHERE)
            sizes.append(len(written))
            features.write(written)

        yield add
        features.flush()
        with path.open("wb") as file:
            _assemble(file, _Features(features, boxes, sizes), dataset, told)


def _feature(
    shape: Block | None, told: Mapping[str, Value], packs: Mapping[str, tuple[int, Pack]]
) -> bytes:
    """Tell a feature: what is unknown is left out of its properties."""
    properties = b"".join(
        packs[name][1](packs[name][0], value) for name, value in told.items() if value is not None
    )
    if shape is None:
        return rooted(table({1: raw(properties)}))
    before, entry = _before(len(shape.data), shape.entry)
    return rooted(Block(before + shape.data + raw(properties).data, entry))


@lru_cache(maxsize=1024)  # nearly all are points
def _before(length: int, entry: int) -> tuple[bytes, int]:
    """The table of a feature, which is the same before all shapes of a length."""
    told = table({0: Block(bytes(length), entry), 1: Block(b"", 0)})
    return told.data[:-length], told.entry


def _packer(column: Column) -> Pack:
    """How a value of this column is written after its rank."""
    if column.type in NUMBER:
        return NUMBER[column.type][1].pack

    def as_text(rank: int, value: Any) -> bytes:
        data = str(value).encode()  # a day as ISO 8601
        return LENGTH.pack(rank, len(data)) + data

    return as_text


class _Features:
    """Features as they came, and the order they leave in."""

    def __init__(self, file: IO[bytes], boxes: "array[float]", sizes: "array[int]") -> None:
        self.file = file
        self.sizes = np.frombuffer(sizes, dtype=np.uint32) if sizes else np.empty(0, np.uint32)
        self.boxes = np.frombuffer(boxes, dtype=np.float64).reshape(-1, 4)
        self.extent = index.extent(self.boxes)
        self.order = (
            index.order(self.boxes, self.extent) if self.extent else np.arange(len(self.sizes))
        )

    def tree(self) -> Iterable[bytes]:
        """The index; there is none to make where nothing has a place."""
        if self.extent is None:
            return ()
        sizes = self.sizes[self.order].astype(np.uint64)
        return index.nodes(self.boxes[self.order], np.cumsum(sizes) - sizes)

    def sorted(self) -> Iterator[bytes]:
        # Read, not mapped: what is mapped counts as ours.
        starts = np.cumsum(self.sizes, dtype=np.uint64) - self.sizes
        for rank in self.order:
            yield pread(self.file.fileno(), int(self.sizes[rank]), int(starts[rank]))


def _assemble(
    file: IO[bytes], features: _Features, dataset: Dataset, told: Sequence[Column]
) -> None:
    file.write(MAGIC + _header(features, dataset, told))
    file.writelines(features.tree())
    file.writelines(features.sorted())


def _header(features: _Features, dataset: Dataset, told: Sequence[Column]) -> bytes:
    fields: dict[str, Block | Scalar] = {
        COUNT: Scalar("Q", len(features.sizes)),
        "index_node_size": Scalar("H", index.NODE_SIZE if features.extent else 0),
        "geometry_type": Scalar("B", 0),  # of every sort
        "name": text(dataset.code),
        "columns": tables([_column(column) for column in told]),
        "crs": CRS,
        "title": text(dataset.title[LANGUAGES[0]]),
        "description": text(dataset.attribution),
    }
    if features.extent:
        fields["envelope"] = numbers("d", features.extent)
    return rooted(table({HEADER[name]: one for name, one in fields.items()}))


def _column(column: Column) -> Block:
    kind = DATETIME if column.type == "date" else STRING
    number = NUMBER[column.type][0] if column.type in NUMBER else kind
    title, description = (text(column.title[language]) for language in LANGUAGES)
    return table({1: Scalar("B", number), 0: text(column.name), 2: title, 3: description})


def count(path: Path) -> int:
    """Count the features of a finished file, as its header tells."""
    with path.open("rb") as file:
        file.seek(len(MAGIC))
        (size,) = unpack("<I", file.read(4))
        header = file.read(size)
    (root,) = unpack("<I", header[:4])
    (back,) = unpack("<i", header[root : root + 4])
    vtable = root - back + 4 + 2 * HEADER[COUNT]
    (at,) = unpack("<H", header[vtable : vtable + 2])
    return int(unpack("<Q", header[root + at : root + at + 8])[0])


FORMAT = Format(
    file="{dataset}.fgb",
    title={"fr": "FlatGeobuf, pour les cartes", "en": "FlatGeobuf, for maps"},
    media_type="application/vnd.flatgeobuf",
    write=write,
    count=count,
)
