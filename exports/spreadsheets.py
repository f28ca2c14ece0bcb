"""Tables for spreadsheets: CSV of RFC 4180 in UTF-8, in which no text runs when it is opened."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

Cell = str | int | float | bool | date | None
AddRow = Callable[[Iterable[Cell]], None]

AS_THEY_ARE = frozenset((int, date))  # that the csv module writes as `cell` would

# A spreadsheet takes for a formula what begins a cell so. French Excel, which cuts a comma table at
# semicolons, sees cells begin inside our texts: after any separator or quote. A number is harmless.
SIGNS = frozenset("=+-@＝＋－＠\t\r\n\0")
FORMULA = re.compile(
    r"""^(?=[\t\r\n\0])
    | (?:^|(?<=[;,"\t\r\n])) (?=[=+\-@＝＋－＠]) (?![+-]?\d+(?:[.,]\d+)?(?:$|[;,"\t\r\n]))""",
    re.VERBOSE,
)


@contextmanager
def table(path: Path, names: Iterable[str], delimiter: str = ",") -> Iterator[AddRow]:
    """Write a table, its header first, then row by row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(names)

        def add(row: Iterable[Cell]) -> None:
            # As `cell` would, without asking it of each: most are empty, or texts told before.
            writer.writerow([
                one if one is None or one.__class__ in AS_THEY_ARE
                else harmless(one) if one.__class__ is str
                else cell(one)
                for one in row
            ])  # fmt: skip

        yield add


def rows(path: Path) -> int:
    """Count the rows of a table, its header aside."""
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1


def cell(value: Cell) -> str:
    """Write a value: nothing for None, a point in decimals, never an exponent."""
    if isinstance(value, str):
        return harmless(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        told = repr(value)
        return f"{Decimal(told).normalize():f}" if "e" in told else told.removesuffix(".0")
    return str(value)


@lru_cache(maxsize=1024)  # most texts come back on every line
def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run: `=1+1` → `'=1+1`, `-12.5` as it is."""
    return text if SIGNS.isdisjoint(text) else FORMULA.sub("'", text)
