"""Publish elsewhere from a terminal."""

import json
from typing import Any

import click

from config import site
from config.database import reading
from config.operation import of_first_town
from config.reports import progress
from config.settings import Settings
from exports.catalogue import store as catalogue
from exports.catalogue.rules import Catalogue, Described
from exports.pushing import jobs, rules, store
from exports.pushing.datagouv import Portal, Refused
from exports.pushing.jobs import Push


@click.group()
def publish() -> None:
    """Put what is published on other people's portals."""


@publish.command()
@click.argument("datasets", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--remote", default="", metavar="ID",
              help="The identifier there of a dataset made by hand; with one DATASET.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def datagouv(
    settings: Settings, datasets: tuple[str, ...], dry_run: bool, remote: str, as_json: bool
) -> None:
    """Push the last release of datasets to data.gouv.fr; all, unless named.

    Files are replaced, never made anew: links to them live. Asked again, it goes on.
    """
    of_first_town(settings)
    site.stands_at(settings.public_url)
    told, wanted = chosen(datasets)
    if remote and len(wanted) != 1:
        raise click.UsageError("--remote goes with the name of one dataset")
    if remote:
        bind(wanted[0].code, remote)
    if not dry_run and not (settings.DATAGOUV_URL and settings.DATAGOUV_KEY):
        raise click.UsageError("set DATAGOUV_URL and DATAGOUV_KEY (docs/datagouv.md)")
    portal = Portal(settings.DATAGOUV_URL, settings.DATAGOUV_KEY)
    found = [
        planned(one) if dry_run else pushed(Push(told, one, portal, settings.DATAGOUV_ORGANISATION))
        for one in wanted
    ]
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else as_text(found))
    if any(one["fault"] for one in found):
        raise click.ClickException("not all of it is there; ask again, it goes on")


def chosen(names: tuple[str, ...]) -> tuple[Catalogue, list[Described]]:
    """The released datasets that are asked for."""
    with reading() as session:
        told = catalogue.catalogue(session)
    known = {one.code: one for one in told.datasets}
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(f"{unknown[0]!r} was never released; known: {', '.join(known)}")
    return told, [known[name] for name in dict.fromkeys(names or known)]


def bind(code: str, remote: str) -> None:
    known = store.known(code)
    if known.remote != remote:
        known.remote, known.files = remote, {}
    store.keep(code, known)


def planned(one: Described) -> dict[str, Any]:
    known = store.known(one.code)
    due = rules.due(one, known)
    return {
        "dataset": one.code, "release": one.release, "remote": known.remote,
        "sent": [file.name for file in due if rules.is_sent(file)],
        "linked": [file.name for file in due if not rules.is_sent(file)],
        "left": rules.gone(one, known), "fault": "",
    }  # fmt: skip


def pushed(asked: Push) -> dict[str, Any]:
    """Push a dataset; say what was sent, and what stopped it."""
    plan, done = planned(asked.one), list[str]()
    with progress(asked.one.code, len(plan["sent"]) + len(plan["linked"])) as shown:

        def note(name: str) -> None:
            done.append(name)
            shown(len(done))

        known, fault = store.known(asked.one.code), ""
        try:
            known = jobs.push(asked, note)
        except Refused as why:
            known, fault = store.known(asked.one.code), str(why)
    there = {kind: [name for name in plan[kind] if name in done] for kind in ("sent", "linked")}
    return plan | there | {"remote": known.remote, "fault": fault}


def as_text(found: list[dict[str, Any]]) -> str:
    lines = []
    for one in found:
        lines.append(f"{one['dataset']} {one['release']} {one['remote'] or '(new)'}")
        lines += [
            f"  {kind:<7} {name}" for kind in ("sent", "linked", "left") for name in one[kind]
        ]
        lines += [f"  {one['fault']}"] if one["fault"] else []
    return "\n".join(lines)
