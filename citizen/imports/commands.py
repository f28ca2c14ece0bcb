"""Import an inventory from a terminal, list what was imported, undo one as a whole."""

import hashlib
import json
from pathlib import Path
from typing import Any

import click

from citizen.imports import maps, store
from citizen.imports.examining import Order, examine
from citizen.imports.intake import bring as keep
from citizen.imports.intake import undo as take_back
from citizen.imports.mapping.reading import read
from citizen.imports.reports import SHOWN, Report, in_words
from citizen.imports.tables import Import
from config.database import reading, transaction
from config.operation import CODE, of_first_town
from config.places import Fault
from config.problems import Problem, told
from config.protocols import protocol
from config.reports import progress
from config.settings import Settings

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
CHUNK = 1 << 20


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--protocol", "code", type=CODE, required=True)
@click.option("--map", "map_name", required=True, help="A mapping file, or a ready one's name.")
@click.option("--source", default="", help="Names the inventory, if its mapping does not.")
@click.option("--skip-faulty", is_flag=True, help="Keep the good rows even if others are faulty.")
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@JSON
@click.pass_obj
def observations(settings: Settings, /, file: Path, as_json: bool, **asked: Any) -> None:
    """Import an inventory: CSV, GeoJSON, GeoPackage, GPX, KML or KMZ, through a mapping."""
    of_first_town(settings)
    try:
        order = ordered(file, asked["code"], asked["map_name"], asked["source"])
        done = bring(
            order, asked["map_name"],
            dry_run=asked["dry_run"], skip_faulty=asked["skip_faulty"],
        )  # fmt: skip
    except Problem as refusal:
        _refuse(file, refusal, as_json)
    _tell(file, done, as_json)
    if done["faulty"] and not asked["skip_faulty"]:
        raise click.ClickException(f"{file}: {done['faulty']} faulty rows, nothing kept")


def ordered(file: Path, code: str, map_name: str, source: str = "") -> Order:
    """What is asked for: a file, and its mapping read for a protocol."""
    _, text = maps.text_of(map_name)
    mapping = read(text, protocol(code))
    named = source or mapping.source
    if not named:
        raise Problem("bad-mapping", faults=[Fault("source", "map-source")])
    return Order(file, mapping, protocol(code), named)


def bring(
    order: Order, map_name: str, *, dry_run: bool = False, skip_faulty: bool = False
) -> dict[str, Any]:
    """Examine a whole file, then keep its rows; none when one is faulty, unless told to skip it."""
    with progress(f"examining {order.file.name}", order.file.stat().st_size) as to:
        report = examine(order, to)
    if dry_run or (report.faulty and not skip_faulty):
        return in_words(report.kept_form(), "en")
    number = _noted(order, map_name, report, skip_faulty=skip_faulty)
    with progress(f"keeping {order.file.name}", order.file.stat().st_size) as to:
        keep(number, order, to)
    with reading() as session:
        counts = store.get(session, number).counts
    return in_words({**report.kept_form(), **counts, "import": number}, "en")


def _noted(order: Order, map_name: str, report: Report, *, skip_faulty: bool) -> int:
    name, text = maps.text_of(map_name)
    with order.file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    with transaction() as session:
        made = store.begin(
            session,
            {
                "source": order.source, "file_name": order.file.name, "sha256": digest,
                "size": order.file.stat().st_size, "protocol": order.protocol.code,
                "mapping_name": name, "mapping": text, "skip_faulty": skip_faulty,
                "state": "running",
            },
        )  # fmt: skip
        made.report = report.kept_form()
        return made.id


def _refuse(file: Path, refusal: Problem, as_json: bool) -> None:
    """Tell why a file or a mapping is refused as a whole, and end the command: exit 1."""
    if as_json:
        click.echo(json.dumps(refusal.document("en"), ensure_ascii=False))
    for fault in refusal.faults:
        said = told(fault, "en")
        where = f"{said['pointer']}: " if said["pointer"] else ""
        click.echo(f"{where}{said['detail']}", err=True)
    raise click.ClickException(f"{file}: {refusal.kind.title['en'].lower()}")


def _tell(file: Path, done: dict[str, Any], as_json: bool) -> None:
    _tell_rows(done)
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False))
        return
    read_as = ", ".join(f"{name} {value}" for name, value in done["read"].items() if value)
    click.echo(f"{file.name}: {read_as}", err=True)
    click.echo(
        "{rows} rows: {kept} kept, {changed} changed, {known} known already, {left} left as they"
        " are, {faulty} faulty, {aside} set aside; {matched} matched".format(**done)
    )
    if "import" in done:
        click.echo(f"to undo it: brindille import undo {done['import']}", err=True)


def _tell_rows(done: dict[str, Any]) -> None:
    """The first faulty rows one by one, and what recurs: how often, and where first."""
    for one in done["wrong"]:
        for error in one["errors"]:
            where = f", {error['pointer']}" if error["pointer"] else ""
            click.echo(f"row {one['row']}{where}: {error['detail']}", err=True)
    if done["faulty"] > SHOWN:
        click.echo(f"… and {done['faulty'] - SHOWN} more rows", err=True)
    for one in done["notices"]:
        where = f"{one['pointer'].lstrip('/')}: " if one["pointer"] else ""
        click.echo(f"note: {where}{one['detail']} ({one['count']} times)", err=True)


@click.command("list")
@JSON
@click.pass_obj
def listed(settings: Settings, as_json: bool) -> None:
    """List the inventories that were imported, the newest first."""
    of_first_town(settings)
    with reading() as session:
        found = [described(one) for one in store.listed(session)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        counts = ", ".join(f"{count} {name}" for name, count in one["counts"].items() if count)
        row = "{import}  {state:<9}  {begun_at:.16}  {protocol}  {file}".format(**one)
        click.echo(f"{row}  {counts}")


def described(one: Import) -> dict[str, Any]:
    """An import, for machines."""
    return {
        "import": one.id, "state": one.state, "begun_at": one.begun_at.isoformat(),
        "protocol": one.protocol, "file": one.file_name, "sha256": one.sha256,
        "source": one.source, "map": one.mapping_name, "counts": one.counts, "undone": one.undone,
    }  # fmt: skip


@click.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.option("--everything", is_flag=True, help="Also what people decided on or discussed since.")
@JSON
@click.pass_obj
def undo(settings: Settings, number: int, everything: bool, as_json: bool) -> None:
    """Undo an import as a whole: what nobody touched since is withdrawn, or as it was before."""
    of_first_town(settings)
    with transaction() as session:
        if not store.begin_undoing(session, number):
            raise click.ClickException(f"there is no import {number} to undo; see import list")
    take_back(number, everything=everything)
    with reading() as session:
        undone = described(store.get(session, number))
    if as_json:
        click.echo(json.dumps(undone, ensure_ascii=False))
        return
    fates = {"withdrawn": 0, **undone["undone"]}
    click.echo(", ".join(f"{count} {FATES[fate]}" for fate, count in fates.items()))
    if fates["withdrawn"] or "restored" in fates:
        click.echo("what is published follows at the next release", err=True)


FATES = {
    "withdrawn": "withdrawn",
    "restored": "as they were before",
    "decided": "left: people decided on them or discussed them (--everything takes them too)",
    "changed-since": "left: changed since, by a later import or by a person",
}
