"""Check the rows of TAXREF: many at once, then row by row where one is faulty."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np

from config.reports import Faulty, RowFaults
from reference.taxa.editions.columns import (
    Batch,
    Columns,
    all_match,
    first_told,
    in_one_line,
    joined,
    least_and_most,
    longest,
    numbers,
    statuses,
)
from reference.taxa.editions.numbers import Numbers
from reference.taxa.editions.rules import DIGITS, LONGEST, Wrong, is_number, said
from reference.taxa.editions.shelves import shelved
from reference.taxa.editions.taxref import PARENTS, TAKEN, Layout, Rows
from reference.taxa.search.shelving import Shelving

NOTHING = Rows(b"", b"", b"")


@dataclass
class Reader:
    """Checks rows and prepares them for our tables."""

    layout: Layout
    row: int = 1  # the last one read
    shelving: Shelving = field(default_factory=Shelving)
    seen: Numbers = field(default_factory=Numbers)
    ahead: set[int] = field(default_factory=set)  # referred to before they were seen
    misshapen: set[int] = field(default_factory=set)  # rows left out of those read together
    faulty: Faulty = field(default_factory=Faulty)

    def has_another_width(self, row: Any) -> str:
        """Note a row that Arrow leaves out: it counts those read together, from 1."""
        number = self.row + row.number
        self.misshapen.add(number)
        sentence = f"{row.actual_columns} fields instead of {row.expected_columns}"
        if "\n" in row.text:
            sentence += ": a quote is never closed"
        self.faulty.add(RowFaults(number, [said("", sentence)]))
        return "skip"

    def check(self, batch: Batch) -> None:
        """Look at rows, and note what is wrong with them."""
        columns = batch.columns
        if self.misshapen or not self._are_sound(columns):
            self._examine(columns)
        self.row += len(columns["CD_NOM"]) + len(self.misshapen)
        self.misshapen.clear()

    def rows(self, batch: Batch) -> Rows:
        """Prepare rows that were checked; once one is faulty, none is wanted any more."""
        if self.faulty.count:
            return NOTHING
        return self._prepared(in_one_line(batch.columns) if batch.is_quoted else batch.columns)

    def _prepared(self, columns: Columns) -> Rows:
        parent = first_told([columns[name] for name in PARENTS], "0")
        taken = [columns[name] for name in TAKEN]
        return Rows(joined([*taken, parent, statuses(columns)]), *shelved(columns, self.shelving))

    def lost(self) -> set[int]:
        """The `cd_ref` that no row of the file has."""
        return {number for number in self.ahead if number not in self.seen}

    def _are_sound(self, columns: Columns) -> bool:
        """Look at whole columns at once: rows are many, faults are few."""
        own, valid = (numbers(columns[name]) for name in ("CD_NOM", "CD_REF"))
        if not _are_well_written(columns) or not (_within(own, 1) and _within(valid, 1)):
            return False
        if not self.seen.take(own.to_numpy()):
            return False
        self._refer(valid.unique().to_numpy())
        return True

    def _refer(self, referred: Any) -> None:
        self.ahead.update(self.seen.lacking(referred))

    def _examine(self, columns: Columns) -> None:
        """Look at each row by itself, to say what is wrong with which."""
        names = [*TAKEN, *PARENTS]
        numbers = (number for number in count(self.row + 1) if number not in self.misshapen)
        records = zip(*(columns[name].to_pylist() for name in names), strict=True)
        for number, record in zip(numbers, records, strict=False):
            wrong = self._wrong(dict(zip(names, record, strict=True)))
            if faults := [said(*one) for one in wrong]:
                self.faulty.add(RowFaults(number, faults))

    def _wrong(self, row: dict[str, str]) -> Iterator[Wrong]:
        """Say what is wrong with one row."""
        for column, value in row.items():
            yield from _too_long(column, value)
            yield from _wrong_number(column, value)
        yield from ((name, "empty") for name in ("RANG", "LB_NOM") if not row[name].strip())
        yield from self._twice(row["CD_NOM"], row["CD_REF"])

    def _twice(self, own: str, referred: str) -> Iterator[Wrong]:
        """Remember the numbers of a row; say when its own was there before."""
        if not (is_number(own) and is_number(referred)):
            return
        if int(own) in self.seen:
            yield "CD_NOM", f"{own} is there twice"
        self.seen.add(int(own))
        self._refer(np.array([int(referred)]))


def _within(numbers: Any, least: int) -> bool:
    """Whether all of a column are numbers of TAXREF."""
    if numbers is None:
        return False
    first, last = least_and_most(numbers)
    return first >= least and last < 10**DIGITS


def _are_well_written(columns: Columns) -> bool:
    return (
        all(_within(numbers(columns[name]), 0) for name in PARENTS)
        and all(all_match(columns[name], r"\S") for name in ("RANG", "LB_NOM"))
        and max(longest(columns[name]) for name in TAKEN) <= LONGEST
    )


def _too_long(column: str, value: str) -> Iterator[Wrong]:
    if len(value) > LONGEST and "\n" in value:
        yield column, "a quote is never closed"
    elif len(value) > LONGEST:
        yield column, f"{len(value):,} characters: at most {LONGEST:,}"


def _wrong_number(column: str, told: str) -> Iterator[Wrong]:
    if not column.startswith("CD_") or (not told and column in PARENTS):
        return
    if not is_number(told):
        yield column, f"{told[:40]!r} is not a number of TAXREF"
    elif int(told) < 1 and column not in PARENTS:
        yield column, "0 is not a number of TAXREF"
