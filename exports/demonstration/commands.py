"""Prepare a home; play the main job without a browser."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from citizen.imports.commands import bring, ordered
from config import clock, files, mail, signing, site, towns
from config.database import engine
from config.protocols import PROTOCOLS
from config.settings import Settings
from exports.datasets.commands import publish
from exports.datasets.rules import path
from exports.demonstration import home, stage
from moderation.decisions import grace

# The demonstration without a browser happens at one fixed moment: two runs give the same bytes.
MOMENT = datetime(2026, 6, 20, 16, 0, tzinfo=UTC)
TREES_MAP = "paris-arbres-remarquables"

Deliver = Callable[[], int]


@click.command()
@click.pass_context
def prepare(context: click.Context) -> None:
    """Make the home ready: database, reference data, and the demo town when it is empty."""
    settings: Settings = context.obj
    with home.alone(settings):
        if home.is_empty(settings):
            with home.filled_apart(settings) as apart:
                fill(context, apart)
        is_new = home.prepare(settings)
        if is_new and settings.DEMO == "1":  # a server's database has a demo town when asked for
            load(context, settings)


def fill(context: click.Context, settings: Settings) -> None:
    """Fill an empty home, with the demonstration unless it is not wanted."""
    home.prepare(settings)
    if settings.DEMO != "0":
        load(context, settings)
    engine().dispose()  # the last connection closed, the database is one file


def load(context: click.Context, settings: Settings) -> None:
    """Play the demonstration as if it ended now, and publish it."""
    context.find_root().meta["open"](replace(settings, UNDO_SECONDS="0"))  # nobody undoes
    deliver, now = context.find_root().meta["deliver"], clock.now()
    stage.play(deliver, now)
    for code in PROTOCOLS:
        publish(code)
    stage.decide_late(deliver, now)


@click.command()
@click.option("--trees", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="An inventory of trees to bring in, in the columns of Paris.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path),
              help="Where to copy the files of the releases.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def demo(context: click.Context, trees: Path | None, out: Path | None, as_json: bool) -> None:
    """Play the whole job on a home of its own: reports, photos, decisions, one release each."""
    settings: Settings = context.obj
    deliver: Deliver = context.meta["deliver"]
    with tempfile.TemporaryDirectory(prefix="brindille-demo-") as folder:
        settings = open_own_home(settings, Path(folder))
        with clock.held_at(MOMENT):
            made = perform(deliver, trees)
        if out is not None:
            copy(made, out)
    click.echo(json.dumps(made, ensure_ascii=False) if as_json else table(made))


def open_own_home(settings: Settings, folder: Path) -> Settings:
    """Open a home made for this run: its files apart, its database apart or an empty one given."""
    own = replace(settings, BRINDILLE_HOME=str(folder), FILES_URL="", MAIL_URL="")
    grace.lasts(0)
    if not home.prepare(own):
        raise click.ClickException("`demo` wants a database of its own: give it an empty one")
    files.connect(own.files)
    mail.connect("", own.home, "brindille@demo.example")
    site.stands_at(own.public_url)
    signing.holds(own.with_secret().SECRET_KEY)  # manifests are signed
    return own


def perform(deliver: Deliver, trees: Path | None) -> list[dict[str, Any]]:
    """Report, bring in, decide and publish; return the releases made."""
    stage.play(deliver, MOMENT)
    stage.decide_late(deliver, MOMENT)
    if trees is not None:
        report = bring(ordered(trees, "tree", TREES_MAP), TREES_MAP)
        if report["faulty"]:
            raise click.ClickException(f"{trees}: {report['faulty']} faulty rows, nothing kept")
        told = "{rows} rows, {matched} matched to a taxon".format(**report)
        click.echo(f"{trees.name}: {told}", err=True)
        deliver()
        stage.accept_inventory()
        deliver()
    return [described(publish(code)) for code in PROTOCOLS]


def described(made: Any) -> dict[str, Any]:
    return {
        "dataset": made.dataset,
        "release": made.number,
        "records": made.records,
        "files": {name: dict(told) for name, told in made.files.items()},
    }


def copy(made: list[dict[str, Any]], out: Path) -> None:
    """Copy the files of the releases to a folder, one folder per dataset."""
    for one in made:
        folder = out / one["dataset"]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in one["files"]:
            stored = path(towns.served(), one["dataset"], one["release"], name)
            (folder / name).write_bytes(files.store().read(stored))


def table(made: list[dict[str, Any]]) -> str:
    """One line per file: dataset and file, records, bytes, sha256."""
    lines = [f"{'file':<36}{'records':>8}{'bytes':>10}  sha256"]
    for one in made:
        for name, told in one["files"].items():
            file, held = f"{one['dataset']}/{name}", told["records"]
            counted = "" if held is None else str(held)
            lines.append(f"{file:<36}{counted:>8}{told['bytes']:>10}  {told['sha256']}")
    return "\n".join(lines)
