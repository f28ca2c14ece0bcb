"""CSV (RFC 4180): which sound belongs to which record, who signs it, and under which licence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.protocols.protocol import Protocol
from exports.columns import described
from exports.format import Add, Column, Format
from exports.records import Dataset, Record
from exports.spreadsheets import rows, table

COLUMNS = described(Path(__file__).with_suffix(".toml"))


def columns(_protocol: Protocol) -> Sequence[Column]:
    return COLUMNS


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with table(path, [column.name for column in COLUMNS]) as add_row:

        def add(record: Record) -> None:
            signed = " | ".join(name for name in record.signatories if name)
            for sound in record.sounds:
                told = (sound.url, sound.media_type, sound.seconds, signed, dataset.attribution)
                add_row([str(record.uuid), *told, sound.licence])

        yield add


FORMAT = Format(
    file="sounds.csv",
    title={"fr": "Sons des observations", "en": "Sounds of the records"},
    media_type="text/csv",
    write=write,
    asks="sound",
    count=rows,
    columns=columns,
)
