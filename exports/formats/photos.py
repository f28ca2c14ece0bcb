"""CSV (RFC 4180): which photo belongs to which record, and under which licence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.protocols.protocol import Protocol
from exports.format import Add, Album, Column, Format
from exports.records import Dataset, Record
from exports.spreadsheets import rows, table

COLUMNS = (
    Column(
        name="uuid",
        type="string",
        title={"fr": "Identifiant de l'observation", "en": "Identifier of the record"},
        constraints={"required": True},
    ),
    Column(
        name="file",
        type="string",
        title={"fr": "Son fichier dans photos.zip", "en": "Its file in photos.zip"},
    ),
    Column(
        name="url",
        type="string",
        title={"fr": "Adresse de la photo", "en": "Address of the photo"},
        constraints={"required": True},
    ),
    Column(
        name="media_type",
        type="string",
        title={"fr": "Type de média", "en": "Media type"},
        constraints={"required": True},
    ),
    Column(
        name="licence",
        type="string",
        title={"fr": "Licence (identifiant SPDX)", "en": "Licence (SPDX identifier)"},
        constraints={"required": True},
    ),
)


def columns(_protocol: Protocol) -> Sequence[Column]:
    return COLUMNS


@contextmanager
def write(_dataset: Dataset, path: Path) -> Iterator[Add]:
    album = Album()
    with table(path, [column.name for column in COLUMNS]) as add_row:

        def add(record: Record) -> None:
            for photo in record.photos:
                file = album.name(photo.url)
                add_row([str(record.uuid), file, photo.url, photo.media_type, photo.licence])

        yield add


FORMAT = Format(
    file="photos.csv",
    title={"fr": "Photos des observations", "en": "Photos of the records"},
    media_type="text/csv",
    write=write,
    count=rows,
    columns=columns,
)
