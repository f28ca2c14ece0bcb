"""CSV tables: encoding and separator as told, else found out; lines and fields of bounded size."""

import codecs
import csv
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from io import TextIOWrapper
from itertools import count
from pathlib import Path

from citizen.imports.sources.rows import Reading, Row, Source, To, unreadable
from config.places import Fault

MAX_LINE = 2_000_000  # characters: beyond, a quote was left open or it is no table
MAX_COLUMNS = 1000
CHUNK = 1 << 20
SEPARATORS = ",;\t|"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what spreadsheets call “Unicode text”


@contextmanager
def opened(file: Path, reading: Reading) -> Iterator[Source]:
    """Open a table; its first line names the columns."""
    encoding = _encoding(file, reading.encoding)
    names, separator = _head(file, encoding, reading.separator)

    def rows(to: To) -> Iterator[Row]:
        table = csv.reader(_lines(file, encoding, to), delimiter=separator)
        for number, cells in enumerate(_told(table), start=1):
            if number > 1 and any(cells):
                yield _row(number, names, cells)

    told = {"encoding": encoding.removesuffix("-sig"), "separator": separator}
    yield Source("CSV", file.stat().st_size, rows, tuple(filter(None, names)), told=told)


def _row(number: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    """A short row lacks its last cells; a long one has a separator too many."""
    told = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    missing = dict.fromkeys((name for name in names[len(cells) :] if name), "")
    beyond = [cell for cell in cells[len(names) :] if cell.strip()]
    values = {"cells": len(cells), "columns": len(names)}
    wrong = (Fault("", "row-cells", values),) if beyond else ()
    return Row(number, told | missing, faults=wrong)


def _head(file: Path, encoding: str, told: str) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them."""
    with closing(_lines(file, encoding)) as lines:
        first = next(lines, "")
    separator = told or max(SEPARATORS, key=first.count)
    names = [name.strip() for name in next(_told(csv.reader([first], delimiter=separator)), [])]
    if len(names) > MAX_COLUMNS:
        raise unreadable("file-columns", maximum=MAX_COLUMNS)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise unreadable("file-twice", column=twice[0][:100])
    return names, separator


def _told(table: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a table, a refusal in the place of Python's own errors."""
    number = 0
    try:
        for cells in table:
            number += 1
            yield cells
    except csv.Error as error:
        raise unreadable("file-row", row=number + 1, why=str(error)) from None


def _lines(
    file: Path, encoding: str, to: To = lambda _: None
) -> Generator[str]:  # fmt: skip
    """The lines of a table, of bounded length; `to` is told how far the reading is."""
    with file.open("rb") as raw, TextIOWrapper(raw, encoding=encoding, newline="") as stream:
        try:
            for number in count(1):
                line = stream.readline(MAX_LINE)
                if not line:
                    return
                if len(line) == MAX_LINE:
                    raise unreadable("file-line", row=number)
                to(raw.tell())
                yield line
        except UnicodeError:
            name = encoding.removesuffix("-sig")
            raise unreadable("file-encoding", encoding=name) from None


def _encoding(file: Path, told: str) -> str:
    """The encoding told; else UTF-16 or UTF-8 by what the bytes are, else Windows-1252."""
    if told:
        return "utf-8-sig" if codecs.lookup(told).name == "utf-8" else told
    with file.open("rb") as raw:
        if raw.read(2) in WIDE:
            return "utf-16"
        raw.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := raw.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "windows-1252"
    return "utf-8-sig"
