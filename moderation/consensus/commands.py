"""The rules of consensus from a terminal: shown, tried on what was decided, adopted."""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from citizen.accounts import store as accounts
from config.database import Session, reading, transaction
from config.operation import of_first_town
from config.places import Fault
from config.problems import told
from config.settings import Settings
from moderation.automatic import store as automatic
from moderation.consensus import store
from moderation.consensus.adopting import adopt
from moderation.consensus.rules import Change, Summary, replayed
from moderation.opinions import store as opinions
from moderation.opinions.automatic.rules import Automatic, Trial
from moderation.opinions.declared import parsed
from moderation.opinions.rules import RuleBook

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def consensus() -> None:
    """How many opinions settle a record: the rules, and what others would change."""


@consensus.command()
@click.pass_obj
def show(settings: Settings) -> None:
    """Print the rules in force, as TOML."""
    of_first_town(settings)
    with reading() as session:
        number, content = opinions.content(session)
    click.echo(f"version {number}", err=True)
    click.echo(content)


@consensus.command("replay")
@click.argument("file", type=FILE)
@click.option("--all", "whole", is_flag=True, help="Every record, changed or not.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document a line, not CSV.")
@click.pass_obj
def replay(settings: Settings, file: Path, whole: bool, as_json: bool) -> None:
    """Say what the rules of FILE would change in all that was decided: a line per record."""
    of_first_town(settings)
    proposed, summary = read(file), Summary()
    write = _json if as_json else _csv()
    with reading() as session:
        in_force = opinions.book(session)
        for one in replayed(store.judged(session, in_force, proposed), in_force, proposed):
            summary.add(one)
            if whole or one.differs:
                write(one)
        trial = tried(session, proposed.automatic) if proposed.automatic else None
    for (before, after), number in summary.changes.most_common():
        click.echo(f"{number}: {before} → {after}", err=True)
    click.echo(f"{summary.changed} of {summary.total} records would differ", err=True)
    if trial is not None:
        told = f"{trial.accepted} of {trial.total} records settled by people would be accepted"
        click.echo(f"automatic: {told}; people held otherwise of {trial.refused}", err=True)


def tried(session: Session, rule: Automatic) -> Trial:
    """Score all that people settled; what is known of it is what is known today."""
    found, trial = automatic.settled_by_people(session, rule), Trial()
    scored = automatic.tried(session, rule)
    with click.progressbar(scored, length=found, label="automatic", file=sys.stderr) as bar:
        for told, is_held in bar:
            trial.add(told, rule, is_held=is_held)
    return trial


@consensus.command("adopt")
@click.argument("file", type=FILE)
@click.option("--by", "email", required=True, help="The account that decides it.")
@click.pass_obj
def put_in_force(settings: Settings, file: Path, email: str) -> None:
    """Put the rules of FILE in force; those before them are kept."""
    of_first_town(settings)
    read(file)
    with transaction() as session:
        account = accounts.of_email(session, email)
        if account is None:
            raise click.ClickException(f"nobody has an account with {email}")
        number = adopt(session, file.read_text(encoding="utf-8"), account.id)
    click.echo(f"version {number} is in force")


def read(file: Path) -> RuleBook:
    """Read rules, or end the command with all that is wrong with them."""
    try:
        found = parsed(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: not a text in UTF-8") from None
    if isinstance(found, RuleBook):
        return found
    raise click.ClickException("\n".join(f"{file}: {_said(fault)}" for fault in found))


def _said(fault: Fault) -> str:
    sentence = told(fault, "en")
    return f"{sentence['pointer'] or 'the file'}: {sentence['detail']}"


def _json(one: Change) -> None:
    click.echo(json.dumps({**one._asdict(), "uuid": str(one.uuid)}, ensure_ascii=False))


def _csv() -> Callable[[Change], None]:
    rows = csv.writer(sys.stdout)
    rows.writerow(Change._fields)
    return rows.writerow
