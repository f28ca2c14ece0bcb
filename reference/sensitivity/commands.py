"""Bring in the national sensitivity rules from a terminal."""

import json
from collections.abc import Callable, Iterator
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import click

from config import events, towns
from config.database import Session, reading, transaction
from config.operation import of_first_town
from config.reports import SHOWN, Unreadable, progress
from config.settings import Settings
from reference.sensitivity import store
from reference.sensitivity.national import RowFault, rows
from reference.sensitivity.rules import Rule, replaced
from reference.sensitivity.tables import SensitivityEdition


class Examined(NamedTuple):
    """A file that was read to its end without a fault."""

    rules: int
    lists: frozenset[tuple[str, str]]  # (list, department)


@click.command("sensitivity")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", "version", default="", help="Its name; by default the file's own.")
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def sensitivity(
    settings: Settings, file: Path, version: str, dry_run: bool, as_json: bool
) -> None:  # fmt: skip
    """Import the national sensitivity rules (CSV or zip): they replace those in force, or none."""
    of_first_town(settings)
    try:
        told = bring(file, version or file.stem, dry_run=dry_run)
    except Unreadable as refusal:
        raise click.ClickException(f"{file}: {refusal}") from None
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else as_text(told))


def bring(file: Path, version: str, *, dry_run: bool = False) -> dict[str, object]:
    """Examine a whole file, then put it in force in one transaction; say what was done."""
    found = examined(file)
    with file.open("rb") as source:
        digest = file_digest(source, "sha256").hexdigest()
    told = {"edition": version, "sha256": digest, "rules": found.rules}
    with reading() as session:
        in_force = store.edition(session)
    if in_force is not None and in_force.sha256 == digest:
        return told | {"edition": in_force.version, "kept": 0, "state": "in force already"}
    if dry_run:
        return told | {"kept": 0, "state": "checked, nothing kept"}
    new = SensitivityEdition(version=version, sha256=digest, rows=found.rules)
    with transaction() as session, progress("Sensitivity rules", found.rules) as to:
        store.put_in_force(session, new, counted(file, version, to), replaced(found.lists))
        tell(session, version)
    return told | {"kept": found.rules, "state": "in force"}


def examined(file: Path) -> Examined:
    """Read a file to its end; refuse it whole, row by row, when one is faulty."""
    rules, lists, wrong, shown = 0, set[tuple[str, str]](), 0, list[RowFault]()
    for one in rows(file):
        if isinstance(one, RowFault):
            wrong += 1
            shown += [one] if wrong <= SHOWN else []
        else:
            rules += 1
            lists.add((one.list, one.area))
    if wrong:
        refuse(shown, wrong)
    if not rules:
        raise Unreadable("no rule in it")
    return Examined(rules, frozenset(lists))


def refuse(shown: list[RowFault], wrong: int) -> None:
    for line, what in shown:
        click.echo(f"line {line}: {what}", err=True)
    if wrong > len(shown):
        click.echo(f"… and {wrong - len(shown)} more rows", err=True)
    raise Unreadable(f"{wrong} faulty rows, nothing kept; the rules in force stay")


def counted(file: Path, version: str, to: Callable[[int], None]) -> Iterator[Rule]:
    """The rules of a file that was examined; say how far it is as they pass."""
    for number, one in enumerate(rows(file, version), start=1):
        to(number)
        if isinstance(one, Rule):
            yield one


def tell(session: Session, version: str) -> None:
    """Let every town look again at what it holds."""
    for _ in towns.each(session):
        events.record(session, "sensitivity.changed", "national", edition=version)


def as_text(told: dict[str, object]) -> str:
    return "{rules} rules of {edition}: {state}".format(**told)
