"""Bring in an edition of TAXREF from a terminal."""

import json
from hashlib import file_digest
from pathlib import Path
from typing import Any

import click

from config.database import reading
from config.editions import BrokenOff, Busy, StillRead, alone
from config.operation import of_first_town
from config.reports import Unreadable
from config.settings import Settings
from reference.taxa.editions import loading, store
from reference.taxa.editions.parsed import Stopped

SHOWN = 100  # changed names told one by one; the others are counted
AGAIN = "the names in force are as before; import the same file again: it goes on from here"
ENDS: dict[type[BaseException], str] = {  # how an import may end before it is done: first that fits
    KeyboardInterrupt: f"interrupted; {AGAIN}",
    BrokenOff: f"the database: {{}}; {AGAIN}",
    StillRead: f"somebody has been reading the names all along, a backup perhaps; {AGAIN}",
    Stopped: f"{{}}; {AGAIN}",
    Unreadable: "{}; nothing changed",
    Busy: "another import of taxa is under way; nothing changed",
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--statuses", "statuts", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="BDC_STATUTS (CSV) of the same version: protections, red lists.",
)  # fmt: skip
@click.option("--version", default="", help="Told by the file's name when left out.")
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def taxa(
    settings: Settings,
    file: Path,
    statuts: Path | None,
    version: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Load TAXREF (v15 to v18, plain or zip) in place of the edition before, or none of it."""
    of_first_town(settings)
    try:
        told = bring(file, statuts, version, dry_run=dry_run)
    except tuple(ENDS) as why:
        said = next(sentence for kind, sentence in ENDS.items() if isinstance(why, kind))
        raise click.ClickException(said.format(why)) from None
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else text(told))


def bring(
    file: Path, statuts: Path | None = None, version: str = "", *, dry_run: bool = False
) -> dict[str, Any]:
    """Load an edition, or only examine it; say what it holds and what it changes."""
    digests = digest(file), digest(statuts) if statuts else ""
    with reading() as session:
        before = store.in_force(session)
    if before is not None and (before.sha256, before.statuses_sha256) == digests:
        return {"version": before.version, "state": "in force already", "names": before.names}
    if dry_run:
        found = loading.examined(file, statuts)
        return described(found, version) | {"state": "checked, nothing kept"}
    number = before.id + 1 if before else 1
    with alone(store.TABLES) as beside:
        beside.begin(loading.source(*digests))
        found = loading.loaded(beside, file, statuts)
        loading.say("putting the names in order, comparing with those in force")
        beside.finish()
        store.compare(number, found.gone)
        told = store.Told(version or found.version, *digests, found.names, found.statuses)
        changes = changed(number)
        store.switch(beside, number, told)
    return described(found, version) | {"state": "in force"} | changes


def digest(file: Path) -> str:
    with file.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()


def described(found: loading.Found, version: str) -> dict[str, Any]:
    return {
        "version": version or found.version,
        "names": found.names,
        "statuses": found.statuses,
        "references_lost": len(found.lost),
        "lost": sorted(found.lost)[:SHOWN],
    }


def changed(number: int) -> dict[str, Any]:
    """What an edition changed, for the report."""
    with reading() as session:
        counted, first = store.changes(session, number, SHOWN)
    told = ("cd_nom", "name", "kind", "cd_ref_before", "cd_ref", "reason")
    return {
        "moved": counted.get("moved", 0),
        "dropped": counted.get("dropped", 0),
        "changes": [{name: getattr(one, name) for name in told} for one in first],
    }


def text(told: dict[str, Any]) -> str:
    """The report, for a person."""
    lines = [f"{told['version']}: {told['names']:,} names, {told['state']}"]
    if told.get("statuses"):
        lines.append(f"{told['statuses']:,} statuses")
    if told.get("references_lost"):
        some = ", ".join(map(str, told["lost"]))
        lines.append(f"{told['references_lost']:,} CD_REF that no row has, kept: {some}")
    if "moved" in told:
        lines.append(f"{told['moved']:,} names moved, {told['dropped']:,} dropped")
    for one in told.get("changes", ()):
        to = one["cd_ref"] or "nothing"
        why = f" ({one['reason']})" if one["reason"] else ""
        lines.append(f"  {one['cd_nom']} {one['name']}: {one['cd_ref_before']} → {to}{why}")
    return "\n".join(lines)
