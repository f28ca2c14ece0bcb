"""CSV (RFC 4180): each time a lasting thing was seen, the first included, with what was found."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.protocols.protocol import Protocol
from exports.columns import column_of, described
from exports.facts import answer_told
from exports.format import Add, Column, Format
from exports.records import Dataset, Record
from exports.spreadsheets import Cell, rows, table

COLUMNS = described(Path(__file__).with_suffix(".toml"))


def columns(protocol: Protocol) -> Sequence[Column]:
    return COLUMNS + [
        column_of(question) for question in protocol.asked if _is_asked(protocol, question.name)
    ]


def _is_asked(protocol: Protocol, name: str) -> bool:
    return protocol.visits is not None and name in protocol.visits.asks


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    names = [column.name for column in columns(dataset.protocol)]
    asked = [one for one in dataset.protocol.asked if one.name in names]

    with table(path, names) as add_row:

        def add(record: Record) -> None:
            for visit in record.visits:
                told: list[Cell] = [
                    str(record.uuid), str(visit.uuid), visit.first_day, visit.last_day,
                    visit.is_gone, visit.level, visit.observer or None, visit.licence,
                ]  # fmt: skip
                add_row([*told, *(answer_told(one, visit.answers) for one in asked)])

        yield add


FORMAT = Format(
    file="visits.csv",
    title={"fr": "Visites : ce qui a été vu, et quand", "en": "Visits: what was seen, and when"},
    media_type="text/csv",
    write=write,
    lasting=True,
    count=rows,
    columns=columns,
)
