"""CSV (RFC 4180) of felt heat by squares: one line per square, month and part of the day."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.columns import described
from exports.felt_temperature import Tally, facts
from exports.format import Add, Format
from exports.records import Dataset
from exports.spreadsheets import rows, table

COLUMNS = described(Path(__file__).with_suffix(".toml"))
NAMES = [column.name for column in COLUMNS]


@contextmanager
def write(_dataset: Dataset, path: Path) -> Iterator[Add]:
    """Gather the votes; only what enough people said is written, at the end."""
    tally = Tally()
    yield tally.add
    with table(path, NAMES) as add_row:
        for group in tally.groups():
            longitude, latitude = group.square.centre()
            told = {**facts(group), "longitude": longitude, "latitude": latitude}
            add_row(told[name] for name in NAMES)


FORMAT = Format(
    file="cells.csv",
    title={"fr": "Tableau par carrés", "en": "Table by squares"},
    media_type="text/csv",
    write=write,
    count=rows,
    standard="heat",
    publication="cells",
    columns=lambda _protocol: COLUMNS,
)
