"""ZIP: the photos themselves, as anyone may see them; photos.csv tells which is of which record.

Only the pixels that are shown on the web are in it, never a file as it was sent. They are kept as
they are, dated 1980: the same photos always make the same bytes. A photo that is gone is left out.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from citizen.photos.rules import copy_path
from config import files
from exports.format import PHOTOS, Add, Album, Format
from exports.records import Dataset, Record

SHOWN = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d+)\.jpg")
EVERYONE_READS = 0o100644 << 16
README = """{dataset.title[fr]}, {dataset.url}
{dataset.attribution}

photos.csv dit de quelle observation est chaque fichier, et sous quelle licence.
Il y a ici au plus {most} photos ; les autres sont à leur adresse, dans photos.csv.

photos.csv says which record each file is of, and under which licence.
There are at most {most} photos here; the others are at their addresses, in photos.csv.
"""


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    album = Album()
    with ZipFile(path, "w", ZIP_STORED) as archive:
        _told(archive, dataset)

        def add(record: Record) -> None:
            for photo in record.photos:
                if shown := SHOWN.fullmatch(album.name(photo.url)):
                    _put(archive, shown[0], copy_path(UUID(shown[1]), int(shown[2])))

        yield add


def _told(archive: ZipFile, dataset: Dataset) -> None:
    """Say in words what is in it: so it is never empty, which some readers of archives refuse."""
    said = README.format(dataset=dataset, most=PHOTOS)
    with archive.open(_named("LISEZMOI.txt"), "w") as out:
        out.write(said.encode())


def _named(name: str) -> ZipInfo:
    told = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    told.create_system, told.external_attr = 3, EVERYONE_READS
    return told


def _put(archive: ZipFile, name: str, stored: str) -> None:
    if not files.store().has(stored):  # blurred or hidden since the reading began
        return
    with archive.open(_named(name), "w") as out:
        for chunk in files.store().stream(stored):
            out.write(chunk)


FORMAT = Format(
    file="photos.zip",
    title={"fr": "Les photos elles-mêmes", "en": "The photos themselves"},
    media_type="application/zip",
    write=write,
)
