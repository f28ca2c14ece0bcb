"""Import an inventory from a terminal."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import click

from citizen.imports import store
from citizen.imports.rules import Found, Map, Row, columns, read_map
from citizen.imports.store import Report, RowFaults
from config.operation import CODE, of_first_town
from config.problems import told
from config.protocols import protocol
from config.settings import Settings

SHOWN = 100  # faulty rows told one by one; the others are counted
MAPS = Path(__file__).parent / "maps"


@click.group("import")
def imports() -> None:
    """Bring in what the town already has."""


@imports.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--protocol", "code", type=CODE, required=True)
@click.option(
    "--map", "map_file", required=True, help="A mapping file, or the name of a ready one."
)
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def observations(
    settings: Settings, file: Path, code: str, map_file: str, dry_run: bool, as_json: bool
) -> None:  # fmt: skip
    """Import an inventory (CSV) through a mapping; a file with a faulty row is refused whole."""
    of_first_town(settings)
    report = bring(file, code, find_map(map_file), dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(vars(report)))
        return
    click.echo(
        "{rows} rows: {kept} kept, {known} known already, {matched} matched".format(**vars(report))
    )


def find_map(named: str) -> Path:
    """Find a mapping file: a path, or one that the product is shipped with, by its name."""
    for file in (Path(named), MAPS / f"{named}.toml"):
        if file.is_file():
            return file
    ready = ", ".join(sorted(one.stem for one in MAPS.glob("*.toml")))
    raise click.BadParameter(f"no mapping file {named!r}; ready ones: {ready}", param_hint="--map")


def bring(file: Path, code: str, map_file: Path, *, dry_run: bool = False) -> Report:
    """Examine a whole file, then keep it; refuse it whole, row by row, when one is faulty."""
    mapping = read_map(map_file)
    asked = protocol(code)
    wrong = [
        one for one in store.examined(rows(file, mapping), mapping, asked)
        if isinstance(one, RowFaults)
    ]  # fmt: skip
    if wrong:
        refuse(file, wrong)
    good = (
        one for one in store.examined(rows(file, mapping), mapping, asked)
        if isinstance(one, Found)
    )  # fmt: skip
    if dry_run:
        return Report(rows=sum(1 for _ in good))
    return store.keep(good, mapping.source)


def rows(file: Path, mapping: Map) -> Iterator[Row]:
    """Read the rows of a CSV; refuse one that lacks a column or is not in its encoding."""
    try:
        with file.open(encoding=mapping.encoding, newline="") as lines:
            table = csv.DictReader(lines, delimiter=mapping.delimiter, restval="")
            lacking = columns(mapping) - set(table.fieldnames or ())
            if lacking:
                raise click.ClickException(f"{file}: no column {', '.join(sorted(lacking))}")
            yield from table
    except (UnicodeDecodeError, csv.Error) as error:
        raise click.ClickException(
            f"{file}: unreadable as {mapping.encoding} CSV: {error}"
        ) from None


def refuse(file: Path, wrong: list[RowFaults]) -> None:
    for line, faults in wrong[:SHOWN]:
        for fault in faults:
            sentence = told(fault, "en")
            click.echo(f"line {line}, {sentence['pointer']}: {sentence['detail']}", err=True)
    hidden = len(wrong) - SHOWN
    if hidden > 0:
        click.echo(f"… and {hidden} more rows", err=True)
    raise click.ClickException(f"{file}: {len(wrong)} faulty rows, nothing kept")
