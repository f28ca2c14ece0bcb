"""Read and keep the datasets a town writes, in `datasets/` of its home, by the town's code."""

import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol as Shape

from config import towns
from config.database import Session
from config.protocols.protocol import Protocol
from config.protocols.reading import FileFaults, Unreadable
from exports import store as records
from exports.datasets.cutting import store as cutting
from exports.datasets.cutting.rules import Told, is_inside
from exports.datasets.declared.rules import LEVELS, Declared, parsed
from exports.datasets.declared.rules import written as toml
from exports.records import Record

FOLDER = "datasets"  # of the home

log = logging.getLogger(__name__)


class Files:
    """The files of a home: read again when one changed; a faulty one never replaces a sound one."""

    def __init__(self) -> None:
        self.root: Path | None = None
        self.known: dict[Path, tuple[tuple[int, int], Declared | None]] = {}

    def stands_in(self, home: Path) -> None:
        """Read every town's datasets; raises Unreadable, and then nothing changes."""
        root, wrong = home / FOLDER, list[FileFaults]()
        for file in sorted(root.glob("*/*.toml")):
            found = parsed(file.read_bytes(), file.stem)
            if not isinstance(found, Declared):
                wrong.append(FileFaults(file, found))
        if wrong:
            raise Unreadable(wrong)
        self.root, self.known = root, {}

    def of(self, town: str) -> Iterator[Declared]:
        """Read the datasets of a town, by code."""
        if self.root is None:
            return
        for file in sorted((self.root / town).glob("*.toml")):
            if (found := self._read(file)) is not None:
                yield found

    def _read(self, file: Path) -> Declared | None:
        try:
            told = file.stat()
            seen = told.st_mtime_ns, told.st_size
            before = self.known.get(file)
            if before is not None and before[0] == seen:
                return before[1]
            found = parsed(file.read_bytes(), file.stem)
        except FileNotFoundError:  # removed meanwhile
            return None
        if isinstance(found, Declared):
            kept: Declared | None = found
        else:
            log.error("what was in force stays: %s", Unreadable([FileFaults(file, found)]))
            kept = before[1] if before else None
        self.known[file] = seen, kept
        return kept

    def file(self, town: str, code: str) -> Path:
        if self.root is None:
            raise LookupError("no home was opened")
        return self.root / town / f"{code}.toml"


FILES = Files()


def written(session: Session) -> list[Declared]:
    """Return the datasets that the town being served wrote."""
    return [*FILES.of(towns.served_town(session).code)]


def keep(session: Session, one: Declared) -> None:
    """Keep a dataset's file: whole or not at all, on the disk before anyone is told."""
    file = FILES.file(towns.served_town(session).code, one.code)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with temporary.open("w", encoding="utf-8") as out:
        out.write(toml(one))
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)


def remove(session: Session, code: str) -> None:
    """Remove a dataset's file; what was released stays at its addresses."""
    FILES.file(towns.served_town(session).code, code).unlink(missing_ok=True)


class Part(Shape):
    """What of the published records a dataset holds."""

    @property
    def protocol(self) -> Protocol: ...
    @property
    def campaign(self) -> str: ...
    @property
    def declared(self) -> Declared | None: ...


def of(part: Part) -> Declared:
    """How a dataset is written; as the product would have it where nothing is."""
    return part.declared or Declared("")


def published(session: Session, part: Part) -> Iterator[Record]:
    """Stream the records of a dataset, by identifier: what is in it is told by the record alone."""
    found, told = records.published(session, part.protocol, campaign=part.campaign), of(part)
    if told.territory:
        area = cutting.area(session, told.territory)
        found = (one for one in found if is_inside(_where(one), area))
    if told.levels != LEVELS:
        found = (one for one in found if one.level in told.levels)
    return found


def _where(record: Record) -> Told:
    commune = record.territory.code if record.territory else ""
    return Told(record.precision, commune, record.department, record.cell, lambda: record.place)
