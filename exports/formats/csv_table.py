"""CSV (RFC 4180): one line per record, commas, UTF-8 without a byte order mark.

Texts that a spreadsheet would run begin with an apostrophe here; the GeoJSON has them untouched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.columns import columns
from exports.facts import position, values
from exports.format import Add, Format
from exports.records import Dataset, Record
from exports.spreadsheets import rows, table


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    names = [column.name for column in columns(dataset.protocol)]

    with table(path, names) as add_row:

        def add(record: Record) -> None:
            told = {**position(record), **values(record, dataset.protocol)}
            add_row(map(told.get, names))

        yield add


FORMAT = Format(
    file="{dataset}.csv",
    title={"fr": "Tableau CSV", "en": "CSV table"},
    media_type="text/csv",
    write=write,
    count=rows,
    columns=columns,
)
