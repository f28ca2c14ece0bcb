"""Bring in the addresses of a commune from a terminal."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import click

from config import towns
from config.database import reading, transaction
from config.operation import of_first_town
from config.reports import Faulty, RowFaults, Unreadable, progress
from config.settings import Settings
from reference.addresses import store
from reference.addresses.rules import COLUMNS, House, house
from reference.territories import store as territories

GZIP = b"\x1f\x8b"
BROKEN = (UnicodeDecodeError, csv.Error, EOFError, zlib.error, gzip.BadGzipFile)


@click.command("addresses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--commune", "codes", multiple=True, help="By default the town's; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def import_addresses(
    settings: Settings, file: Path, codes: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:  # fmt: skip
    """Import addresses (BAN CSV, gz or not): those of each commune are replaced in one switch."""
    of_first_town(settings)
    try:
        told = bring(file, codes, dry_run=dry_run)
    except Unreadable as refusal:
        raise click.ClickException(f"{file}: {refusal}") from None
    if as_json:
        click.echo(json.dumps(told))
        return
    where = ", ".join(told["communes"])
    click.echo("{rows} addresses, {streets} streets".format(**told) + f", in {where}")


def bring(file: Path, codes: tuple[str, ...], *, dry_run: bool = False) -> dict[str, Any]:
    """Examine the addresses of some communes, then put them in the place of those before."""
    with reading() as session:
        asked = codes or (towns.served_town(session).code,)
        known = territories.members_of_each(session, asked)
    wanted = set(asked).union(*known.values())
    with TemporaryFile("w+", encoding="utf-8") as spool:
        found = _examined(file, wanted, spool)
        told = {"communes": sorted(found), "rows": sum(found.values()), "streets": 0}
        if dry_run:
            return told
        with transaction() as session:
            streets, rows = store.replace(session, set(found), lambda: _spooled(spool))
    return told | {"rows": rows, "streets": streets}


def _examined(file: Path, wanted: set[str], spool: IO[str]) -> dict[str, int]:
    """Keep aside the addresses of the communes wanted; count them by commune."""
    found, wrong = dict[str, int](), Faulty()
    with _rows(file) as rows:
        for line, row in rows:
            if row["code_insee"] not in wanted:
                continue
            one = house(row)
            if isinstance(one, House):
                found[one.commune] = found.get(one.commune, 0) + 1
                spool.write(json.dumps(one) + "\n")
            else:
                wrong.add(RowFaults(line, one))
    if wrong.count:
        wrong.refuse(file)
    if not found:
        raise Unreadable(f"no address of {', '.join(sorted(wanted)[:5])} in it")
    return found


def _told(
    table: Iterable[Mapping[str, str]], tick: Callable[[], None]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for line, row in enumerate(table, start=2):  # the first line names the columns
        if line % 1000 == 0:
            tick()
        yield line, row


def _spooled(spool: IO[str]) -> Iterator[House]:
    spool.seek(0)
    return (House(*json.loads(line)) for line in spool)


@contextmanager
def _rows(file: Path) -> Iterator[Iterator[tuple[int, Mapping[str, str]]]]:
    """Read the rows of a CSV, packed or not, by line; refuse one that is broken or no BAN."""
    try:
        with file.open("rb") as raw, progress(file.name, file.stat().st_size) as to:
            packed = raw.read(2) == GZIP
            raw.seek(0)
            plain: Any = gzip.GzipFile(fileobj=raw) if packed else raw
            lines = io.TextIOWrapper(plain, encoding="utf-8-sig", newline="")
            table = csv.DictReader(lines, delimiter=";", restval="")
            lacking = set(COLUMNS) - set(table.fieldnames or ())
            if lacking:
                raise Unreadable(f"no column {', '.join(sorted(lacking))}")
            yield _told(table, lambda: to(raw.tell()))
    except BROKEN as error:
        raise Unreadable(f"unreadable as a CSV of the BAN: {error}") from None
