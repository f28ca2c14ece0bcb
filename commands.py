"""The command line: where each command is; it loads what it needs, and every table."""

import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from config import towns
from config.later import Lazy, later
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.protocols.reading import Unreadable
from config.settings import BadSetting, Settings

HERE = Path(__file__).parent
PACKAGES = ("config", "reference", "citizen", "moderation", "exports")
PLACES = {
    "account": "citizen.accounts.commands:account",
    "audit": "exports.audit.commands:audit",
    "backup": "config.backups.commands:backup",
    "check": "exports.sinp_checks.commands:check",
    "conflate": "exports.conflation.commands:conflate",
    "consensus": "moderation.consensus.commands:consensus",
    "demo": "exports.demonstration.commands:demo",
    "doctor": "config.operation:doctor",
    "events": "app:ring",
    "fsck": "moderation.history.commands:fsck",
    "outbox": "config.operation:outbox",
    "prepare": "exports.demonstration.commands:prepare",
    "privacy": "citizen.my_account.commands:privacy",
    "publish": "exports.pushing.commands:publish",
    "release": "exports.datasets.commands:release",
    "restore": "config.backups.commands:restore",
    "serve": "app:serve",
    "worker": "app:worker",
}
IMPORTS = {
    "addresses": "reference.addresses.commands:import_addresses",
    "communes": "reference.territories.vintages.commands:communes",
    "list": "citizen.imports.commands:listed",
    "observations": "citizen.imports.commands:observations",
    "sensitivity": "reference.sensitivity.commands:sensitivity",
    "taxa": "reference.taxa.commands:taxa",
    "undo": "citizen.imports.commands:undo",
    "weather": "reference.weather.commands:weather",
    "zones": "reference.territories.vintages.commands:zones",
}
DOUBTS = [later("citizen.observations.versions:lost")]
FAULTS = [
    later("moderation.routing.adopting.intake:doubts"),
    later("exports.datasets.declared.intake:doubts"),
]
PROTOCOLS.judge = later("citizen.protocols.standards:faults")


@cache
def know_every_table() -> None:
    """A row's keys name the tables of rooms that a command needs for nothing else."""
    for package in PACKAGES:
        for file in sorted((HERE / package).rglob("tables.py")):
            import_module(".".join(file.relative_to(HERE).with_suffix("").parts))


@click.group(cls=Lazy, places=PLACES, before=know_every_table)
@click.pass_context
def brindille(context: click.Context) -> None:
    """Residents report what lives around them; naturalists check it; the town publishes it."""
    context.obj = Settings.from_environment()
    context.meta.update(doubts=DOUBTS, faults=FAULTS, open=later("app:open_home"))
    context.meta.update(deliver=later("app:deliver_all"), web=later("app:asked_as_anyone"))


@brindille.group("import", cls=Lazy, places=IMPORTS, before=know_every_table)
def imports() -> None:
    """Bring in what the town already has."""


def main() -> None:
    """Run a command; exit 0 done, 1 refused or failed, 2 usage, 3 something missing."""
    try:
        brindille()
    except (BadSetting, Problem, Unreadable) as wrong:
        refused(str(wrong))
    except DBAPIError as wrong:
        if wrong.statement is not None:  # a fault of ours: all of it is shown
            raise
        refused(towns.unanswered(wrong))


def refused(why: str) -> None:
    """Say why a command is not done, and end."""
    click.echo(f"brindille: {why}", err=True)
    sys.exit(1)
