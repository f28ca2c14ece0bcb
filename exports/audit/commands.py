"""Look for leaks: two worlds on homes of their own, every public address of each, byte by byte."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from config import clock, site
from config.database import engine
from config.protocols import PROTOCOLS
from config.reports import progress
from config.settings import Settings
from exports.audit import worlds
from exports.audit.addresses import seeds
from exports.audit.crawl import Answer, Get, Leak, crawl, leaks
from exports.audit.draw import Twin
from exports.audit.rules import twins
from exports.demonstration.home import prepare

PAIRS = 30  # of secrets in one pair of worlds
TOLD = 20  # leaks, on a terminal

Web = Callable[[Settings], Get]


@click.group()
def audit() -> None:
    """Check what the product promises."""


@audit.command("leaks")
@click.option("--pairs", default=PAIRS, show_default=True, type=click.IntRange(1),
              help="How many pairs of secrets to try.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="Draws the same pairs again.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def find_leaks(context: click.Context, pairs: int, seed: int, as_json: bool) -> None:
    """Publish two worlds that differ only in what must stay hidden, and compare all they answer."""
    root = context.find_root()
    web: Web = root.meta["web"]
    found: list[Leak] = []
    compared = 0
    rounds = [min(PAIRS, pairs - done) for done in range(0, pairs, PAIRS)]
    with progress("Worlds", len(rounds)) as shown:
        for number, count in enumerate(rounds):
            drawn = twins(seed + number, count, examples())
            sides = [_world(root, web, drawn, side) for side in (0, 1)]
            compared += len(sides[0])
            found += leaks(*sides)
            shown(number + 1)
    tell(found, {"pairs": pairs, "seed": seed, "addresses": compared}, as_json)


def examples() -> dict[str, Any]:
    return {code: one.example for code, one in PROTOCOLS.items()}


def _world(root: click.Context, web: Web, drawn: Sequence[Twin], side: int) -> dict[str, Answer]:
    """Make a world on an embedded home of its own, and ask it everything."""
    with TemporaryDirectory(prefix="brindille-audit-") as folder:
        own = apart(root.obj, Path(folder))
        prepare(own)
        get = web(own)
        try:
            worlds.play(drawn, side, root.meta["deliver"])
            with clock.held_at(worlds.PUBLISHED):
                return crawl(get, site.url(), seeds(drawn))
        finally:
            engine().dispose()


def apart(settings: Settings, folder: Path) -> Settings:
    """The settings of a home made for this run: nothing of the town's own is touched."""
    return replace(
        settings, BRINDILLE_HOME=str(folder), DATABASE_URL="", REDIS_URL="", FILES_URL="",
        MAIL_URL="", SECRET_KEY="a" * 40, RATE_LIMITS="off", UNDO_SECONDS="0", DEMO="0",
    )  # fmt: skip


def tell(found: Sequence[Leak], about: dict[str, Any], as_json: bool) -> None:
    if as_json:
        told = about | {"leaks": [one._asdict() for one in found]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in found[:TOLD]:
            click.echo(f"{one.what:<8} {one.address}\n    {one.told[0]}\n    {one.told[1]}")
    if found:
        raise click.ClickException(f"{len(found)} addresses tell two worlds apart")
    click.echo(
        "{pairs} pairs of secrets, {addresses} addresses: not a byte".format(**about), err=True
    )
