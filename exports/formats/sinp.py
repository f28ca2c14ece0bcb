"""SINP « Occurrences de taxons » v2.0, flat: one line per occurrence, codes where it has codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.format import Add, Format
from exports.records import Dataset, Record
from exports.sinp_rows import COLUMNS, NAMES, is_occurrence, row
from exports.spreadsheets import rows, table


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with table(path, NAMES) as add_row:

        def add(record: Record) -> None:
            if is_occurrence(told := row(dataset, record)):
                add_row(map(told.get, NAMES))

        yield add


FORMAT = Format(
    file="sinp.csv",
    title={"fr": "SINP, Occurrences de taxons v2.0", "en": "SINP, taxon occurrences v2.0"},
    media_type="text/csv",
    write=write,
    count=rows,
    standard="sinp",
    columns=lambda _protocol: COLUMNS,
)
