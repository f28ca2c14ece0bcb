"""Bring in the weather of a town from a terminal."""

import json
from pathlib import Path

import click

from config import events
from config.database import transaction
from config.operation import of_first_town
from config.reports import Faulty, RowFaults
from config.settings import Settings
from reference.weather import store
from reference.weather.rules import Measure, measures


@click.command("weather")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def weather(settings: Settings, file: Path, dry_run: bool, as_json: bool) -> None:
    """Import the temperature of the air hour by hour (CSV; hours in UTC): answers are read by it.

    Columns AAAAMMJJHH and T as Météo-France writes them, or time and temperature. Measures take the
    place of those of the same hours.
    """
    of_first_town(settings)
    found = examined(file)
    kept = 0 if dry_run else bring(found)
    told: dict[str, object] = {"hours": len({one.hour for one in found}), "kept": kept}
    if found:
        told |= {"first": told_hour(min(found)), "last": told_hour(max(found))}
    click.echo(json.dumps(told) if as_json else f"{told['hours']} hours read, {kept} kept")


def examined(file: Path) -> list[Measure]:
    """Read a file to its end; refuse it whole, row by row, when one is faulty."""
    found, wrong = list[Measure](), Faulty()
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            for one in measures(lines):
                if isinstance(one, Measure):
                    found.append(one)
                else:
                    wrong.add(RowFaults(one.line, [one.fault]))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: not a text in UTF-8") from None
    except ValueError as lacking:
        raise click.ClickException(f"{file}: no column among {lacking}") from None
    if wrong.count:
        wrong.refuse(file)
    return found


def bring(found: list[Measure]) -> int:
    """Keep measures and tell it: what was answered at those hours is looked at again."""
    with transaction() as session:
        kept = store.keep(session, found)
        if kept:
            first, last = told_hour(min(found)), told_hour(max(found))
            events.record(session, "weather.changed", "hours", first=first, last=last)
    return kept


def told_hour(one: Measure) -> str:
    return one.hour.isoformat()
