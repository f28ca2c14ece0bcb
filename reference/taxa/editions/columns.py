"""Read TAXREF by columns, thousands of rows at once, with Arrow.

Only `parser.py`, a process of its own, imports this: Arrow weighs as much as a web process.
"""

import io
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
from pyarrow import compute, csv

from config.reports import Unreadable
from reference.taxa.editions.rules import LONGEST
from reference.taxa.editions.taxref import PARENTS, TAKEN, TERRITORIES, Layout

BLOCK = 1_000_000  # bytes read together
MOST_OF_LINE = 4_000_000  # bytes
WANTED = (*TAKEN, *PARENTS, *TERRITORIES)

Columns = dict[str, Any]  # the texts of each of WANTED, in the order of the rows
Misshapen = Callable[[Any], str]


class Batch(NamedTuple):
    """Rows read together."""

    columns: Columns
    size: int  # bytes of the file
    is_quoted: bool  # only then a field may hold a tab or the end of a line


def batches(lines: BinaryIO, layout: Layout, misshapen: Misshapen) -> Iterator[Batch]:
    """Read the rows behind the header; `misshapen` hears of those of other widths."""
    names = [str(place) for place in range(layout.width)]
    wanted = [str(layout.at[name]) for name in WANTED if name in layout.at]
    for size, block in _blocks(lines):
        quoted = b'"' in block
        try:
            rows = csv.read_csv(
                io.BytesIO(block),
                csv.ReadOptions(use_threads=False, block_size=len(block), column_names=names),
                csv.ParseOptions(
                    delimiter="\t", newlines_in_values=quoted, invalid_row_handler=misshapen
                ),
                csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,  # all of it was, below
                    include_columns=list(dict.fromkeys(wanted)),
                ),
            )
        except pa.ArrowInvalid as wrong:
            raise Unreadable(str(wrong)[:200]) from None
        yield Batch(_named(rows, layout), size, quoted)


def _blocks(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Read whole lines, many together; a quoted field may go on in the lines that follow."""
    while block := lines.read(BLOCK):
        block += _line(lines)
        most = len(block) + LONGEST
        while _is_open(block) and len(block) < most and (further := _line(lines)):
            block += further
        if b"\0" in block:
            raise Unreadable("NUL characters: this is not a text file")
        _be_utf8(block)  # Arrow would leave out, in silence, a faulty row it cannot tell
        plain = block.replace(b"\r\n", b"\n").replace(b"\r", b" ") if b"\r" in block else block
        if not plain.isspace():
            yield len(block), plain


def _be_utf8(block: bytes) -> None:
    """Raise UnicodeDecodeError when it is not; Arrow finds out more quickly, Python says where."""
    ends = pa.py_buffer(array("i", (0, len(block))))
    try:
        pa.Array.from_buffers(pa.binary(), 1, [None, ends, pa.py_buffer(block)]).cast(pa.string())
    except pa.ArrowInvalid:
        block.decode()


def _is_open(block: bytes) -> bool:
    """Whether a quoted field goes on behind; most often no quote is there to be counted."""
    return b'"' in block and block.count(b'"') % 2 == 1


def _line(lines: BinaryIO) -> bytes:
    line = lines.readline(MOST_OF_LINE)
    if len(line) == MOST_OF_LINE:
        raise Unreadable(f"a line of more than {MOST_OF_LINE:,} bytes")
    return line


def _named(rows: pa.Table, layout: Layout) -> Columns:
    empty = pa.array([""] * rows.num_rows, pa.string())
    return {
        name: rows[str(layout.at[name])].combine_chunks() if name in layout.at else empty
        for name in WANTED
    }


def in_one_line(columns: Columns) -> Columns:
    """The same, where no field holds a tab or the end of a line."""
    return {
        name: compute.replace_substring_regex(column, r"\s+", " ")
        for name, column in columns.items()
    }


def joined(columns: Sequence[Any]) -> bytes:
    """Write rows as lines, their fields between tabs."""
    *others, last = columns
    ended = compute.binary_join_element_wise(last, "", "\n")
    made = compute.binary_join_element_wise(*others, ended, "\t")
    size = compute.sum(compute.binary_length(made)).as_py() or 0
    return bytes(made.buffers()[2][:size])


def first_told(columns: Sequence[Any], otherwise: str) -> Any:
    """In each row, the first text that is not empty."""
    found: Any = otherwise
    for column in reversed(columns):
        found = compute.if_else(compute.equal(column, ""), found, column)
    return found


def statuses(columns: Columns) -> Any:
    """The status in each territory, by commas."""
    return compute.binary_join_element_wise(*(columns[name] for name in TERRITORIES), ",")


def numbers(column: Any) -> Any:
    """The whole numbers its texts are, "" being 0; None when one is written in another way."""
    told = compute.if_else(compute.equal(column, ""), "0", column)
    try:
        found = told.cast(pa.int32())
    except pa.ArrowInvalid:
        return None
    return found if found.cast(pa.string()).equals(told) else None


def least_and_most(numbers: Any) -> tuple[int, int]:
    found = compute.min_max(numbers).as_py()
    return found["min"] or 0, found["max"] or 0


def all_match(column: Any, pattern: str) -> bool:
    """Whether every text is as a regular expression says."""
    return bool(compute.all(compute.match_substring_regex(column, pattern)).as_py())


def longest(column: Any) -> int:
    """The bytes of the longest text."""
    return int(compute.max(compute.binary_length(column)).as_py() or 0)
