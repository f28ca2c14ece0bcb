"""Bring in communes, districts and zones from a terminal."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from config import events
from config.database import reading, transaction
from config.operation import of_first_town
from config.reports import SHOWN, Unreadable
from config.settings import Settings
from reference.territories.rules import PRIVATE
from reference.territories.vintages import store
from reference.territories.vintages.intake import examined
from reference.territories.vintages.rules import commune, zone

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
LAYER = click.option("--layer", default="", help="Of a GeoPackage that has several.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


@click.command("communes")
@FILE
@click.option("--vintage", type=click.IntRange(1900, 2200), required=True, help="Year of the list.")
@LAYER
@DRY_RUN
@JSON
@click.pass_obj
def communes(
    settings: Settings, file: Path, vintage: int, layer: str, dry_run: bool, as_json: bool
) -> None:  # fmt: skip
    """Import communes (GeoJSON, GeoPackage): one vintage replaces the other in one switch."""
    of_first_town(settings)
    try:
        told = bring(file, vintage, layer, dry_run=dry_run)
    except Unreadable as refusal:
        raise click.ClickException(f"{file}: {refusal}") from None
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(
        "{rows} communes of {vintage}: {added} new, {replaced} replaced".format(**told)
        + f", {len(told['merged'])} merged into another"
    )
    for code, heir in [*told["merged"].items()][:SHOWN]:
        click.echo(f"{code} → {heir}")


def bring(file: Path, vintage: int, layer: str = "", *, dry_run: bool = False) -> dict[str, Any]:
    """Examine a whole file, then put it in force in one transaction; say what it changed."""
    with examined(file, commune, layer) as found:
        told = {"vintage": vintage, "rows": len(found.codes)}
        with reading() as session:
            later = store.later_than(session, vintage)
        known = [later[code] for _, code in found.codes if code in later]
        if known:
            raise Unreadable(f"{len(known)} of its communes are known from {max(known)} already")
        if dry_run:
            return told | vars(store.Switched())
        with transaction() as session:
            switched = store.put_in_force(session, vintage, found.rows())
            events.record(session, "territories.changed", "communes", vintage=vintage)
    return told | vars(switched)


@click.command("zones")
@FILE
@click.option("--kind", type=click.Choice(["district", "zone", PRIVATE]), required=True)
@LAYER
@DRY_RUN
@JSON
@click.pass_obj
def zones(
    settings: Settings, file: Path, kind: str, layer: str, dry_run: bool, as_json: bool
) -> None:  # fmt: skip
    """Import the districts of the town, or its other zones: they replace those of the same kind."""
    of_first_town(settings)
    try:
        with examined(file, partial(zone, kind=kind), layer) as found:
            if not dry_run:
                with transaction() as session:
                    store.replace_zones(session, kind, found.rows())
                    if kind == PRIVATE:
                        events.record(session, "zones.changed", kind)
    except Unreadable as refusal:
        raise click.ClickException(f"{file}: {refusal}") from None
    told = {"kind": kind, "rows": len(found.codes)}
    click.echo(json.dumps(told) if as_json else "{rows} of kind {kind}".format(**told))
