"""Read the temperature of each hour in a file of measures, as towns and Météo-France write them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from config.places import Fault

HOURS = ("aaaammjjhh", "time", "datetime", "date", "heure", "hour")  # columns, in any case
AIR = ("t", "temperature", "temperature_c", "temp", "air_c")
STATIONS = ("nom_usuel", "station")
COLDEST, HOTTEST = -60, 60  # degrees Celsius: France is within


class Measure(NamedTuple):
    """The temperature of the air at an hour."""

    hour: datetime
    air_c: float
    station: str = ""


class RowFault(NamedTuple):
    """What is wrong with a line of the file."""

    line: int
    fault: Fault


class Layout(NamedTuple):
    """Where each column is; nothing for a station that is not told."""

    hour: int
    air: int
    station: int | None


def measures(lines: Iterable[str]) -> Iterator[Measure | RowFault]:
    """Read measures line by line: commas, semicolons or tabs, a first line that names the columns.

    Hours are UTC where no offset is told, as Météo-France writes them. A line without a measure is
    left out; what cannot be read is a fault. Raises ValueError when a column lacks.
    """
    told = iter(lines)
    first = next(told, "").lstrip("\ufeff")
    mark = max(";,\t", key=first.count)
    layout = _layout(next(csv.reader([first], delimiter=mark), []))
    for line, row in enumerate(csv.reader(told, delimiter=mark), start=2):
        if row and (len(row) <= max(layout.hour, layout.air) or row[layout.air].strip()):
            yield _measure(line, row, layout)


def _layout(columns: Sequence[str]) -> Layout:
    known = [column.strip().strip('"').lower() for column in columns]
    hour, air, station = (_first(known, names) for names in (HOURS, AIR, STATIONS))
    if hour is None or air is None:
        raise ValueError(", ".join(HOURS if hour is None else AIR))
    return Layout(hour, air, station)


def _first(columns: Sequence[str], names: Sequence[str]) -> int | None:
    return next((columns.index(name) for name in names if name in columns), None)


def _measure(line: int, row: Sequence[str], layout: Layout) -> Measure | RowFault:
    try:
        at, air = moment(row[layout.hour]), float(row[layout.air].replace(",", "."))
    except (ValueError, IndexError, OverflowError):
        return RowFault(line, Fault("", "not-measure"))
    if not COLDEST <= air <= HOTTEST:  # a NaN compares false
        return RowFault(line, Fault("", "not-measure"))
    station = row[layout.station].strip()[:100] if layout.station is not None else ""
    return Measure(at, air, station)


def moment(text: str) -> datetime:
    """Read `2026051407`, or an ISO 8601 date and hour; ValueError for anything else."""
    plain = text.strip()
    if len(plain) == 10 and plain.isdecimal():
        return datetime.strptime(plain, "%Y%m%d%H").replace(tzinfo=UTC)
    told = datetime.fromisoformat(plain)
    return told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC)
