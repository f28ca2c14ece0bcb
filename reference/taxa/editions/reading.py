"""Open the files TAXREF is given in: plain, or inside the zip it is downloaded as."""

import csv
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from config.reports import BROKEN_ZIP, Unreadable
from reference.taxa.editions.rules import LONGEST

MOST = 4_000_000_000  # bytes, unzipped: ten times what the files hold
RATIO = 200  # of a zip: the real ones shrink ten times
MAIN = re.compile(r"(^|/)TAXREFv\d+\.txt$", re.IGNORECASE)
STATUSES = re.compile(r"(^|/)BDC_STATUTS_\d+\.csv$", re.IGNORECASE)
GONE = re.compile(r"(^|/)CDNOM_DISPARUS[^/]*\.(txt|csv|xls)$", re.IGNORECASE)
VERSION = re.compile(r"v(\d+)", re.IGNORECASE)
BLOCK = 500_000  # characters read together
MOST_OF_LINE = 4_000_000  # characters


class Source(NamedTuple):
    """The files of an edition, opened."""

    name: str  # of the main file
    lines: BinaryIO
    size: int  # bytes of the main file
    gone: TextIO | None  # CDNOM_DISPARUS, when it is there


@contextmanager
def opened(file: Path, wanted: re.Pattern[str] = MAIN) -> Iterator[Source]:
    """Open a plain file, or the one that matters in a zip; raise Unreadable while it is read."""
    try:
        if not zipfile.is_zipfile(file):
            if file.suffix.lower() == ".zip":
                raise Unreadable(f"{file}: this zip is cut short, or is none")
            with file.open("rb") as lines:
                yield Source(file.name, lines, file.stat().st_size, None)
            return
        with zipfile.ZipFile(file) as folder:
            yield _in_zip(folder, wanted)
    except UnicodeDecodeError as wrong:
        raise Unreadable(f"{file}: not UTF-8: {wrong.reason}") from None
    except BROKEN_ZIP as wrong:
        raise Unreadable(f"{file}: this zip is damaged: {wrong}") from None


def _in_zip(folder: zipfile.ZipFile, wanted: re.Pattern[str]) -> Source:
    main = [one for one in folder.infolist() if wanted.search(one.filename)]
    if len(main) != 1:
        raise Unreadable(f"one file named {wanted.pattern} is wanted; this zip has {len(main)}")
    gone = [one for one in folder.infolist() if GONE.search(one.filename)]
    for one in (*main, *gone):
        if one.file_size > MOST or one.file_size > RATIO * max(one.compress_size, 1):
            raise Unreadable(f"{one.filename} would be {one.file_size:,} bytes: no TAXREF is")
    lost = text(folder.open(gone[0]), errors="replace") if gone else None  # type: ignore[arg-type]
    return Source(main[0].filename, folder.open(main[0]), main[0].file_size, lost)  # type: ignore[arg-type]


def text(lines: BinaryIO, errors: str = "strict") -> TextIO:
    return io.TextIOWrapper(lines, "utf-8-sig", errors, newline="\n")


def version_of(name: str) -> str:
    """The version a file's name tells: `TAXREFv18.txt` → `TAXREF v18`; "" when it tells none."""
    told = VERSION.search(name)
    return f"TAXREF v{told[1]}" if told else ""


def header(lines: BinaryIO, delimiter: str) -> list[str]:
    """Read the names of the columns."""
    first = lines.readline(1_000_000).decode("utf-8-sig").strip().replace("\r", " ")
    return [name.strip('"') for name in first.split(delimiter)]


class Batch(NamedTuple):
    """Records read together."""

    records: list[list[str]]
    size: int  # in characters
    longest: int  # line, in characters: no field is longer


def batches(lines: TextIO, delimiter: str = "\t") -> Iterator[Batch]:
    """Read records many at a time.

    Quoted fields are read as CSV; nearly no line of TAXREF has one, and a split is far quicker.
    """
    while text := lines.read(BLOCK):
        text += _rest_of_line(lines)
        if "\0" in text:
            raise Unreadable("NUL characters: this is not a text file")
        if '"' in text:
            yield Batch(_quoted(text, lines, delimiter), len(text), LONGEST + 1)
            continue
        plain = text.replace("\r\n", "\n").replace("\r", " ").removesuffix("\n").split("\n")
        longest = max(map(len, plain))
        yield Batch([line.split(delimiter) for line in plain], len(text), longest)


def _rest_of_line(lines: TextIO) -> str:
    rest = lines.readline(MOST_OF_LINE)
    if len(rest) == MOST_OF_LINE:
        raise Unreadable(f"a line of more than {MOST_OF_LINE:,} characters")
    return rest


def _quoted(text: str, ahead: TextIO, delimiter: str) -> list[list[str]]:
    """Read lines as CSV; a field open at the end goes on in the lines that follow."""
    waiting = deque(f"{line}\n" for line in text.removesuffix("\n").split("\n"))

    def fed() -> Iterator[str]:
        while line := waiting.popleft() if waiting else _rest_of_line(ahead):
            yield line.replace("\r", " ")

    records, table = [], csv.reader(fed(), delimiter=delimiter)
    try:
        while waiting:
            record = next(table, None)
            if record is not None:
                records.append([" ".join(field.split()) for field in record])
    except csv.Error as wrong:
        raise Unreadable(f"a quote is never closed, or a field is too long: {wrong}") from None
    return records
