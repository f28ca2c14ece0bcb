"""The process that writes a Parquet file, started by `beside.py` as `… write FILE`; `… count FILE`
tells how many rows a finished one has.

It reads on its input, pickled by the one that started it: the types of the columns and what the
file tells of itself, then batches of columns, at last what more the file tells.
"""

import pickle
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
from pyarrow import parquet

GROUP = 20_000  # rows of a row group: all that is held at once
BOX = pa.struct([(edge, pa.float64()) for edge in ("xmin", "ymin", "xmax", "ymax")])
TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "geometry": pa.binary(),
    "box": BOX,
}


def schema_of(types: Mapping[str, str], told: Mapping[str, str]) -> Any:
    fields = [(name, TYPES.get(type_, pa.string())) for name, type_ in types.items()]
    return pa.schema(fields, metadata=dict(told))


def statistics(types: Mapping[str, str]) -> list[str]:
    """The columns whose least and most are told of each group: those that can be compared."""
    plain = [name for name, type_ in types.items() if type_ not in {"geometry", "box"}]
    boxes = [name for name, type_ in types.items() if type_ == "box"]
    return plain + [f"{box}.{edge.name}" for box in boxes for edge in BOX]


def batch_of(columns: list[tuple[Any, ...]], schema: Any) -> Any:
    arrays = [
        _boxes(column) if field.type == BOX else pa.array(column, field.type)
        for field, column in zip(schema, columns, strict=True)
    ]
    return pa.record_batch(arrays, schema=schema)


def _boxes(column: tuple[Any, ...]) -> Any:
    edges = [edge.name for edge in BOX]
    return pa.array([box and dict(zip(edges, box, strict=True)) for box in column], BOX)


def groups(source: BinaryIO, schema: Any, last: dict[str, str]) -> Iterator[Any]:
    """Yield row groups until all is told; fill `last` with what the file tells at the end."""
    held: list[Any] = []
    while not isinstance(given := pickle.load(source), dict):  # noqa: S301 (of who started us)
        held.append(batch_of(given, schema))
        if sum(batch.num_rows for batch in held) >= GROUP:
            yield pa.Table.from_batches(held)
            held.clear()
    last.update(given)
    if held:
        yield pa.Table.from_batches(held)


def write(source: BinaryIO, path: Path) -> None:
    """Write what comes; raise EOFError when it stops in the middle."""
    types, told = pickle.load(source)  # noqa: S301 (of who started us)
    schema, last = schema_of(types, told), dict[str, str]()
    with parquet.ParquetWriter(
        path, schema, compression="zstd", write_statistics=statistics(types)
    ) as file:
        for group in groups(source, schema, last):
            file.write_table(group)
        file.add_key_value_metadata(last)


def main() -> None:
    """Write until the one that started us ends, or count the rows of a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: it is for who started us
    asked, path = sys.argv[1], Path(sys.argv[2])
    if asked == "count":
        sys.stdout.write(str(parquet.read_metadata(path).num_rows))
        return
    try:
        write(sys.stdin.buffer, path)
    except EOFError:
        sys.exit(1)


if __name__ == "__main__":
    main()
