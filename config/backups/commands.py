"""Back a service up into one sealed file, and restore it elsewhere, from a terminal."""

import json
import sys
from pathlib import Path

import click

from config.backups.making import remember, written
from config.backups.restoring import digesting, opened, put_back, refuse_full, warn
from config.settings import Settings

SHORT = 12  # characters: a passphrase that one guesses
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document on standard output."
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
@json_option
@click.pass_obj
def backup(settings: Settings, file: Path, *, force: bool, as_json: bool) -> None:
    """Write all of this service into FILE, sealed with BACKUP_PASSPHRASE, while it serves.

    Database, photos, sounds, releases, the town's own protocols, datasets and rules, and the
    secret. Keep FILE on another machine, and its passphrase elsewhere: nobody opens it without.
    """
    if file.exists() and not force:
        raise click.ClickException(f"{file} is there already; choose another name, or --force")
    passphrase = passphrase_of(settings, is_new=True)
    try:
        said = {"file": str(file), **written(settings, file, passphrase)}
    except OSError as full:
        raise click.ClickException(f"{file}: {full.strerror or full}; nothing was kept") from None
    said["bytes"] = file.stat().st_size
    remember(settings, said)
    line = f"{file}: {said['bytes']} bytes, {said['members']} members"
    click.echo(json.dumps(said) if as_json else line)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Read it to its end, and restore nothing.")
@json_option
@click.pass_obj
def restore(settings: Settings, file: Path, *, is_check: bool, as_json: bool) -> None:
    """Bring back what FILE holds, into an empty home and an empty database.

    It is read to its end first: one that is damaged, cut short or sealed with another passphrase
    changes nothing. The database comes last: an interrupted restore is begun again.
    """
    passphrase = passphrase_of(settings)
    own: dict[str, str] = {}
    told = opened(file, passphrase, digesting(own))
    if not is_check:
        refuse_full(settings, told, own)
        put_back(settings, file, passphrase, told)
        warn(settings, told)
    said = {"file": str(file), "restored": not is_check, **told}
    done = "is whole" if is_check else "restored"
    click.echo(json.dumps(said) if as_json else f"{file}: {done}, made on {told['made_at']}")


def passphrase_of(settings: Settings, *, is_new: bool = False) -> str:
    """The passphrase of the settings, else one asked for on a terminal."""
    told = settings.BACKUP_PASSPHRASE
    if not told and not sys.stdin.isatty():
        raise click.UsageError("BACKUP_PASSPHRASE is empty, and there is no terminal to ask on")
    told = told or click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    if is_new and len(told) < SHORT:
        click.echo(f"a passphrase of fewer than {SHORT} characters can be guessed", err=True)
    return str(told)
