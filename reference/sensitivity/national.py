"""The national file of sensitivity rules, as INPN, GeoNature and GINCO exchange it.

Separated by semicolons; UTF-8 since TAXREF v17, ISO-8859-15 before; plain or in a zip. Columns
are found by their names: those of GeoNature's reader, or GINCO's.
"""

import csv
import re
import zipfile
import zlib
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple

from config.reports import Unreadable
from reference.sensitivity.rules import UNKNOWN_BEHAVIOUR, UNKNOWN_STATUS, Rule

COLUMNS = {  # ours → theirs
    "area": ("CD_DEP", "CD_DEPT"),
    "cd_nom": ("CD_NOM",),
    "level": ("CD_SENSIBILITE", "CODAGE"),
    "name": ("NOM_CITE",),
    "years": ("DUREE",),
    "status": ("STATUT_BIOLOGIQUE", "CD_OCC_STATUT_BIOLOGIQUE"),
    "behaviour": ("COMPORTEMENT",),
    "note": ("AUTRE",),
    "list": ("CD_SL",),
}
NEEDED = ("area", "cd_nom", "level")
ENCODINGS = ("utf-8-sig", "iso-8859-15")
DEPARTMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[46-9]")
FOR_EVER = 1000  # years: some files write 10000 where others leave it empty
MOVED = frozenset({"6", "7", "8", "10", "11", "12"})  # frozen statuses: behaviours since v2.0
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Apostrophes and ligatures of Windows-1252 that former tools copied as if they were ISO-8859-1.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
CHUNK = 1 << 16
LONGEST = 20_000  # characters of a field


class RowFault(NamedTuple):
    """What is wrong with a line of the file."""

    line: int
    what: str


def rows(file: Path, edition: str = "") -> Iterator[Rule | RowFault]:
    """Read a file, a line at a time; raise Unreadable for one that is not such a file."""
    with _opened(file) as lines:
        table = csv.reader(lines, delimiter=";")
        try:
            columns = _columns(next(table, []))
            for told in table:
                if max(map(len, told), default=0) > LONGEST:
                    raise Unreadable(f"line {table.line_num}: a field too long to be one")
                if any(told):
                    yield _read(told, columns, table.line_num, edition)
        except csv.Error as error:
            raise Unreadable(f"line {table.line_num}: {error}") from None


def _columns(header: list[str]) -> Mapping[str, int]:
    """Where each of our columns stands; a header without those needed is refused."""
    names = [name.strip().upper() for name in header]
    found = {
        ours: names.index(one) for ours, theirs in COLUMNS.items() for one in theirs if one in names
    }
    lacking = [" or ".join(COLUMNS[ours]) for ours in NEEDED if ours not in found]
    if lacking:
        told = "; ".join(lacking)
        raise Unreadable(f"no column {told} in the first line (columns are separated by ';')")
    return {**found, "": len(names)}


def _read(told: list[str], columns: Mapping[str, int], line: int, edition: str) -> Rule | RowFault:
    if len(told) > columns[""]:
        return RowFault(line, f"{len(told)} values for {columns['']} columns")
    values = {
        ours: " ".join(told[place].translate(WINDOWS).split()) if place < len(told) else ""
        for ours, place in columns.items()
        if ours
    }
    wrong = _wrong(values)
    return RowFault(line, "; ".join(wrong)) if wrong else _rule(values, edition)


def _wrong(values: Mapping[str, str]) -> list[str]:
    """Say all that is wrong with a line, at once."""
    checks: Mapping[str, Callable[[str], object]] = {
        "area": lambda told: DEPARTMENT.fullmatch(department(told)),
        "cd_nom": lambda told: re.fullmatch(r"[0-9]{1,10}", told) and 0 < int(told) < 2**31,
        "level": lambda told: re.fullmatch("[0-4]", told),
        "years": lambda told: re.fullmatch("[0-9]{0,5}", told),
        "status": lambda told: re.fullmatch("[0-9]{0,2}", told),
        "behaviour": lambda told: re.fullmatch("[0-9]{0,2}", told),
    }
    faults = [
        f"{'/'.join(COLUMNS[ours])}: {values[ours][:40]!r}"
        for ours, holds in checks.items()
        if ours in values and not holds(values[ours])
    ]
    odd = [ours for ours, told in values.items() if CONTROL.search(told)]
    return faults + [f"{'/'.join(COLUMNS[ours])}: control characters" for ours in odd]


def _rule(values: Mapping[str, str], edition: str) -> Rule:
    status, behaviour = values.get("status", ""), values.get("behaviour", "")
    if status in MOVED and not behaviour:
        status, behaviour = "", status
    years = int(values.get("years") or FOR_EVER)
    return Rule(
        cd_nom=int(values["cd_nom"]),
        name=values.get("name", ""),
        area=department(values["area"]),
        level=int(values["level"]),
        years=years if years < FOR_EVER else None,
        status="" if status in UNKNOWN_STATUS else status,
        behaviour="" if behaviour in UNKNOWN_BEHAVIOUR else behaviour,
        note=values.get("note", ""),
        list=values.get("list", ""),
        edition=edition,
    )


def department(told: str) -> str:
    """The code of a department as INSEE writes it: `1` → 01, `D4` → 974."""
    if re.fullmatch("D[1-6]", told):  # as the reference writes them: D3 Guyane, D4 La Réunion
        return f"97{told[1]}"
    return told.upper().zfill(2)


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    """Open a plain file, or the table of a zip; in UTF-8 if all of it is."""
    try:
        with file.open("rb") as start:
            is_zip = start.read(4) == b"PK\x03\x04"
        encoding = ENCODINGS[not _is_utf8(file, zipped=is_zip)]
        with _bytes(file, zipped=is_zip) as source:
            yield TextIOWrapper(source, encoding=encoding, newline="")
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Unreadable(f"a damaged or truncated zip ({error})") from None
    except RuntimeError as error:  # as zipfile says that a member is encrypted
        raise Unreadable(str(error)) from None


@contextmanager
def _bytes(file: Path, *, zipped: bool) -> Iterator[IO[bytes]]:
    if not zipped:
        with file.open("rb") as source:
            yield source
        return
    with zipfile.ZipFile(file) as archive, archive.open(_member(archive)) as source:
        yield source


def _member(archive: zipfile.ZipFile) -> str:
    """The table of a zip: the only one, or the only one that has the columns of rules."""
    tables = [name for name in archive.namelist() if name.lower().endswith((".csv", ".txt"))]
    for found in (tables, [name for name in tables if _has_columns(archive, name)]):
        if len(found) == 1:
            return found[0]
    raise Unreadable(f"which of {', '.join(tables) or 'no table'}? one .csv is expected")


def _has_columns(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as source:
        header = source.readline(CHUNK).removeprefix(BOM_UTF8).decode("iso-8859-15")
    names = {one.strip().upper() for one in header.split(";")}
    return all(names & {*COLUMNS[ours]} for ours in NEEDED)


def _is_utf8(file: Path, *, zipped: bool) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    with _bytes(file, zipped=zipped) as source:
        try:
            for chunk in iter(lambda: source.read(CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
