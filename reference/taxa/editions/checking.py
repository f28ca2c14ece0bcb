"""Check the rows of TAXREF: whole batches at once, then row by row where one is faulty."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from config.places import Fault
from config.reports import Faulty, RowFaults
from reference.taxa.editions.reading import LONGEST, Batch
from reference.taxa.editions.taxref import PARENTS, TAKEN, Layout, Rows, Shelving

DIGITS = 9  # of a number: TAXREF is at seven

Wrong = tuple[str, str]  # column, sentence


@dataclass
class Reader:
    """Checks rows and prepares them for our tables."""

    layout: Layout
    row: int = 1  # the last one read
    shelving: Shelving = field(default_factory=Shelving)
    seen: set[int] = field(default_factory=set)
    referred: set[int] = field(default_factory=set)
    faulty: Faulty = field(default_factory=Faulty)

    def read(self, batch: Batch) -> Rows:
        """Prepare a batch of records; once one row is faulty, the others are only checked."""
        records = batch.records
        first, self.row = self.row + 1, self.row + len(records)
        if batch.longest <= LONGEST and set(map(len, records)) == {self.layout.width}:
            for record in records:
                record.append("")
            taken = list(map(self.layout.taken, records))
            above = [one or other or "0" for one, other in map(self.layout.parents, records)]
            if self._are_sound(taken, above):
                statuses = map(",".join, map(self.layout.statuses, records))
                further = list(zip(above, statuses, strict=True))
                return (
                    Rows([], [], [])
                    if self.faulty.count
                    else self.shelving.prepared(taken, further)
                )
            for record in records:
                record.pop()
        return self._examined(records, first)

    def lost(self) -> set[int]:
        """The `cd_ref` that no row of the file has."""
        return self.referred - self.seen

    def _are_sound(self, taken: list[tuple[str, ...]], above: list[str]) -> bool:
        """Look at the numbers of a whole batch at once: rows are many, faults are few."""
        own, referred = [row[0] for row in taken], [row[1] for row in taken]
        if not (all(own) and all(referred) and _is_number("".join(chain(own, referred, above)))):
            return False
        numbers, others = set(map(int, own)), set(map(int, referred))
        if len(numbers) < len(own) or not self.seen.isdisjoint(numbers):
            return False
        if max(map(len, chain(own, referred, above))) > DIGITS or 0 in numbers or 0 in others:
            return False
        if not all(row[2] and row[3].strip() for row in taken):
            return False
        self.seen |= numbers
        self.referred |= others
        return True

    def _examined(self, records: list[list[str]], first: int) -> Rows:
        """Look at each row of a batch by itself, to say what is wrong with which."""
        for number, record in enumerate(records, start=first):
            if wrong := [said(*one) for one in self._wrong(record)]:
                self.faulty.add(RowFaults(number, wrong))
        if self.faulty.count:
            return Rows([], [], [])
        whole = [[*record, ""] for record in records if record not in ([], [""])]
        above = [one or other or "0" for one, other in map(self.layout.parents, whole)]
        statuses = map(",".join, map(self.layout.statuses, whole))
        taken = list(map(self.layout.taken, whole))
        return self.shelving.prepared(taken, list(zip(above, statuses, strict=True)))

    def _wrong(self, record: list[str]) -> Iterator[Wrong]:
        """Say what is wrong with one row."""
        if record in ([], [""]):  # an empty line
            return
        if len(record) != self.layout.width:
            yield "", f"{len(record)} fields instead of {self.layout.width}"
            return
        taken = dict(zip(TAKEN, self.layout.taken([*record, ""]), strict=True))
        above = dict(zip(PARENTS, self.layout.parents([*record, ""]), strict=True))
        for column, value in taken.items():
            if len(value) > LONGEST:
                yield column, f"{len(value):,} characters: at most {LONGEST:,}"
        for column, value in (taken | above).items():
            yield from _wrong_number(column, value)
        yield from ((name, "empty") for name in ("RANG", "LB_NOM") if not taken[name].strip())
        yield from self._twice(taken["CD_NOM"], taken["CD_REF"])

    def _twice(self, own: str, referred: str) -> Iterator[Wrong]:
        """Remember the numbers of a row; say when its own was there before."""
        if not (_is_number(own) and _is_number(referred)) or len(own + referred) > 2 * DIGITS:
            return
        if int(own) in self.seen:
            yield "CD_NOM", f"{own} is there twice"
        self.seen.add(int(own))
        self.referred.add(int(referred))


def said(column: str, sentence: str) -> Fault:
    return Fault(f"/{column}", "said", {"sentence": sentence})


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdigit()


def _wrong_number(column: str, told: str) -> Iterator[Wrong]:
    if not column.startswith("CD_") or (not told and column in PARENTS):
        return
    if not _is_number(told) or len(told) > DIGITS:
        yield column, f"{told[:40]!r} is not a number of TAXREF"
    elif int(told) < 1 and column not in PARENTS:
        yield column, "0 is not a number of TAXREF"
