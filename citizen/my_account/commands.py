"""A person's rights from a terminal, for who writes to the town: a copy, or to be erased."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from citizen.accounts import store as accounts
from citizen.leaving import store as leaving
from citizen.leaving.rules import CHOICES, outcome
from citizen.own_data.writing import stream
from config import towns
from config.database import reading, transaction
from config.operation import of_first_town
from config.settings import Settings


@click.group()
def privacy() -> None:
    """What a person may ask of the town: a copy of their data, or to be forgotten."""


def found(email: str) -> int:
    with reading() as session:
        account = accounts.of_email(session, email)
    if account is None:
        raise click.ClickException(f"nobody has an account here under {email}")
    return account.id


@privacy.command()
@click.argument("email")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The zip to write.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Say what was written as JSON.")
@click.pass_obj
def export(settings: Settings, email: str, out: Path | None, language: str, as_json: bool) -> None:
    """Write all that is kept of a person: a zip of JSON, CSV and photos."""
    if out is None and (as_json or sys.stdout.isatty()):
        raise click.UsageError("name the zip with --out, or send it on: … > file.zip")
    of_first_town(settings)
    author, written = found(email), 0
    with click.open_file(str(out) if out else "-", "wb") as zipped:
        for piece in stream(author, towns.served(), language):
            written += zipped.write(piece)
    told = {"file": str(out) if out else "-", "bytes": written}
    click.echo(json.dumps(told) if as_json else f"{written} bytes written", err=not as_json)


@privacy.command()
@click.argument("email")
@click.option(
    "--observations", type=click.Choice(CHOICES), default="anonymise", show_default=True,
    help="What becomes of what they sent.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def erase(
    context: click.Context, email: str, observations: str, yes: bool, as_json: bool
) -> None:  # fmt: skip
    """Close a person's account; say what is left, after asking."""
    context.meta["open"](context.obj)
    of_first_town(context.obj)
    number = found(email)
    with reading() as session:
        left = outcome(observations, leaving.counted(session, number))
    if not yes:
        click.echo(as_text(left), err=True)
        click.confirm(f"Close the account of {email}?", abort=True, err=True)
    with transaction() as session:
        leaving.close(session, number, observations)
    context.meta["deliver"]()
    click.echo(json.dumps(left) if as_json else as_text(left))


def as_text(told: Any) -> str:
    return "\n".join(f"{name}: {value}" for name, value in told.items())
