"""Looking after a running service: the outbox, and whether all is in order."""

import json
from pathlib import Path
from typing import Any

import click

from config import events, files, retention, towns
from config.database import connect, reading, transaction
from config.protocols import PROTOCOLS
from config.protocols.reading import Unreadable, sentences
from config.protocols.registry import FOLDER
from config.settings import Settings

LAST_BACKUP = "last-backup.json"  # in the home: when, where, how large


def of_first_town(settings: Settings) -> None:
    """Open the database and serve its town, for a command that needs nothing else."""
    PROTOCOLS.load(settings.home)
    serve_first_town(settings)


def serve_first_town(settings: Settings) -> None:
    """Open the database and serve its town, whatever its protocols are."""
    connect(settings.database)
    files.connect(settings.files)
    retention.lasts(settings.kept)
    towns.serve(towns.prepared().id)


class OfProtocol(click.ParamType[str, Any]):
    """The code of a protocol, a town's own too."""

    name = "protocol"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if ctx is not None and isinstance(ctx.obj, Settings):
            PROTOCOLS.load(ctx.obj.home)
        if value not in PROTOCOLS:
            self.fail(f"{value!r} is not one of {', '.join(PROTOCOLS)}", param, ctx)
        return value


class OfDataset(OfProtocol):
    """The code of a dataset: of a protocol or a campaign, which the database knows."""

    name = "dataset"

    def convert(self, value: str, _: click.Parameter | None, ctx: click.Context | None) -> str:
        if ctx is not None and isinstance(ctx.obj, Settings):
            PROTOCOLS.load(ctx.obj.home)
        return value


CODE, DATASET = OfProtocol(), OfDataset()


@click.group()
def outbox() -> None:
    """What waits to be done, and what failed for good."""


@outbox.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show how much waits and each dead letter."""
    of_first_town(settings)
    with reading() as session:
        letters = [_told(event) for event in events.dead(session)]
        waiting = events.count_waiting(session, limit=10_000)
    if as_json:
        click.echo(json.dumps({"waiting": waiting, "dead": letters}, ensure_ascii=False))
        return
    click.echo(f"waiting: {waiting}, dead letters: {len(letters)}")
    for letter in letters:
        click.echo("{number}  {name}  {subject}  {error}".format(**letter))


def _told(event: events.Event) -> dict[str, Any]:
    return {
        "number": event.id,
        "name": event.name,
        "subject": event.subject,
        "error": event.last_error,
    }


@outbox.command()
@click.pass_obj
def replay(settings: Settings) -> None:
    """Give every dead letter five new tries."""
    of_first_town(settings)
    with transaction() as session:
        click.echo(f"{events.replay(session)} given new tries")


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Check settings, database, files, protocols and outbox, and say how to mend each."""
    settings: Settings = context.obj
    serve_first_town(settings)
    checks = (("settings", "read"), ("database", "answers"), ("files", str(settings.files)))
    for what, found in checks:
        click.echo(f"ok  {what}: {found}")
    is_well = tell_protocols(settings)
    for fault in (said for look in context.meta.get("faults", ()) for said in look(settings.home)):
        click.echo(f"!!  {fault}")
        is_well = False
    for doubt in (said for look in context.meta.get("doubts", ()) for said in look()):
        click.echo(f"!!  {doubt}")
    click.echo(backup_told(last_backup(settings.home)))
    with reading() as session:
        letters = len(events.dead(session))
    advice = "" if not letters else "  → brindille outbox status, then brindille outbox replay"
    click.echo(f"{'ok' if not letters else '!!'}  outbox: {letters} dead letters{advice}")
    if not is_well:
        context.exit(1)


def last_backup(home: Path) -> dict[str, Any]:
    """When the last backup was made from a home (made_at), how large (bytes), where (file)."""
    file = home / LAST_BACKUP
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def backup_told(told: dict[str, Any]) -> str:
    if not told:
        return "--  backup: none was made from here  → brindille backup FILE"
    return f"ok  backup: {told['made_at'][:16]}, {told['bytes']} bytes, {told['file']}"


def tell_protocols(settings: Settings) -> bool:
    """Say which protocols are in force, or each fault of the town's: it would not start so."""
    try:
        PROTOCOLS.load(settings.home)
    except Unreadable as wrong:
        for sentence in sentences(wrong.found):
            click.echo(f"!!  protocols: {sentence}")
        return False
    told = (f"{one.code} {one.version}" for one in PROTOCOLS.values())
    click.echo(f"ok  protocols: {', '.join(told)} (the town's: {settings.home / FOLDER})")
    for known in PROTOCOLS.known.values():
        for draft in known.drafts:
            click.echo(f"ok  protocols: {draft.code} {draft.version} is a draft, to be tried")
    return True
