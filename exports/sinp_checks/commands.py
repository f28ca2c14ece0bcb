"""Check a file from a terminal, before it is sent."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from config import clock
from config.database import reading
from config.languages import words
from config.operation import of_first_town
from config.settings import Settings
from exports.sinp_checks.reading import NotACsv, said
from exports.sinp_checks.reading import check as checked
from exports.sinp_checks.rules import Fault
from reference.taxa import store as taxa

TOLD = 50  # faults, on a terminal


@click.group()
def check() -> None:
    """Check files by the rules of those who receive them."""


@check.command("sinp")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def sinp(settings: Settings, file: Path, lang: str, as_json: bool) -> None:
    """Check a file of SINP « Occurrences de taxons » v2.0, line by line.

    Its names are looked for in the TAXREF loaded here.
    """
    of_first_town(settings)
    try:
        found = [*checked(file, clock.now().date(), known)]
    except NotACsv as wrong:
        raise click.ClickException(f"{file}: no CSV in UTF-8 ({wrong})") from None
    if as_json:
        told = [one._asdict() | {"detail": words(said(one.code), lang)} for one in found]
        click.echo(json.dumps({"file": str(file), "faults": told}, ensure_ascii=False))
    else:
        for one in found[:TOLD]:
            click.echo(f"{one.row:>6}  {one.code:<12} {one.column}: {words(said(one.code), lang)}")
    if found:
        counts = Counter(one.code for one in found)
        counted = ", ".join(f"{code} × {number}" for code, number in counts.most_common())
        raise click.ClickException(f"{file}: {counted}")
    click.echo(f"{file}: no fault", err=True)


def known(numbers: Iterable[int]) -> set[int]:
    """Which numbers of TAXREF exist here."""
    with reading() as session:
        return set(taxa.known(session, [*numbers]))


def told(found: Iterable[Fault]) -> str:
    """A few faults in a line."""
    return "; ".join(f"row {one.row}: {one.code} {one.column}" for one in [*found][:5])
