"""CSV tables: encoding and separator as told, else found out; lines and fields of bounded size."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

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
    with file.open("rb") as raw:
        names, separator = _head(raw, encoding, reading.separator)

        def rows(to: To) -> Iterator[Row]:
            table = csv.reader(_lines(raw, encoding), delimiter=separator)
            for number, cells in enumerate(_told(table), start=1):
                to(raw.tell())
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


def _head(raw: IO[bytes], encoding: str, told: str) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them."""
    first = next(_lines(raw, encoding), "")
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


def _lines(raw: IO[bytes], encoding: str) -> Iterator[str]:
    raw.seek(0)
    stream = TextIOWrapper(raw, encoding=encoding, newline="")
    number = 0
    try:
        while line := stream.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise unreadable("file-line", row=number)
            yield line
    except UnicodeError:
        raise unreadable("file-encoding", encoding=encoding.removesuffix("-sig")) from None
    finally:
        stream.detach()  # the file is closed by who opened it


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
