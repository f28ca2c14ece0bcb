"""The files people send of their inventories: kept privately until they were brought in."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from citizen.imports.examining import Order
from citizen.imports.mapping.reading import read
from citizen.imports.tables import Import
from config import files
from config.protocols import protocol

FOLDER = "imports"  # of our files: nothing there is ever served


def keep(file: Path) -> str:
    """Keep a file; return the name it has among ours."""
    name = f"{FOLDER}/{uuid4()}"
    files.store().keep_file(name, file)
    return name


def forget(name: str) -> None:
    if name:
        files.store().forget(name)


def forget_others(known: Collection[str], before: datetime) -> None:
    """Forget the files no import knows: of what was broken off before its row was kept."""
    found = [name for name, since in files.store().names(FOLDER) if since < before]
    for name in found:
        if name not in known:
            files.store().forget(name)


@contextmanager
def ordered(held: Import) -> Iterator[Order]:
    """What an import asks for, its file brought to this machine while it is read."""
    with NamedTemporaryFile() as local:
        for chunk in files.store().stream(held.stored):
            local.write(chunk)
        local.flush()
        asked = protocol(held.protocol)
        yield Order(Path(local.name), read(held.mapping, asked), asked, held.source)
