"""Publish from a terminal."""

import json
from typing import Any

import click

from config import mail, signing, site
from config.database import reading, transaction
from config.operation import DATASET, of_first_town
from config.problems import Problem
from config.settings import Settings
from exports.datasets import jobs, store, subjects
from exports.datasets.declared import store as declared
from exports.datasets.planning import planned
from exports.datasets.tables import Release
from exports.datasets.verifying import Unverifiable, verify


@click.command()
@click.argument("dataset", type=DATASET, required=False)
@click.option("--plan", is_flag=True, help="Show what would change and keep nothing.")
@click.option(
    "--verify",
    "where",
    metavar="FOLDER_OR_URL",
    help="Verify a release: the signature of its manifest, the digest of each file.",
)
@click.option(
    "--key",
    default="",
    metavar="FILE_OR_URL",
    help="The public key to verify with; else the one the manifest names.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def release(
    settings: Settings, dataset: str | None, plan: bool, where: str | None, key: str, as_json: bool
) -> None:
    """Build the next numbered release of a dataset, or verify one."""
    if where:
        return tell_verified(where, key, as_json)
    if dataset is None:
        raise click.UsageError("name a dataset, or verify a release with --verify")
    return tell_built(settings, dataset, plan, as_json)


def tell_verified(where: str, key: str, as_json: bool) -> None:
    try:
        found = verify(where, key)
    except Unverifiable as wrong:
        raise click.ClickException(str(wrong)) from None
    told = found._asdict() | {"is_sound": found.is_sound}
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for name, fault in found.faults.items():
            click.echo(f"{FAULTS.get(fault, fault):<12} {name}")
    if not found.is_sound:
        raise click.ClickException(f"{where} is not what was published")
    click.echo(f"{found.dataset} {found.release}: as it was published ({found.key})", err=True)


FAULTS = {"": "ok", "missing": "missing", "size": "wrong size", "sha256": "changed",
          "signature": "not genuine"}  # fmt: skip


def tell_built(settings: Settings, dataset: str, plan: bool, as_json: bool) -> None:
    of_first_town(settings)
    signing.holds(settings.with_secret().SECRET_KEY)
    site.stands_at(settings.public_url)
    declared.FILES.stands_in(settings.home)
    mail.connect(settings.MAIL_URL, settings.home, "brindille")
    try:
        told = planned(dataset) if plan else described(publish(dataset))
    except Problem as refusal:
        if refusal.kind.code == "unknown-dataset":
            known = f"{dataset!r} is no dataset of this town; it has {names()}"
            raise click.BadParameter(known) from None
        raise click.ClickException(refusal.document("en")["detail"]) from None
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else as_text(told))


def names() -> str:
    with reading() as session:
        return ", ".join(one.code for one in subjects.offered(session))


def publish(dataset: str) -> Release:
    """Build the next release, here and now."""
    with transaction() as session:
        begun = store.begin(session, subjects.going_on(session, dataset).code, None)
    return jobs.build(begun.id)


def described(made: Release) -> dict[str, Any]:
    return {
        "dataset": made.dataset,
        "release": made.number,
        "records": made.records,
        "files": [{"name": name, **file} for name, file in made.files.items()],
    }


def as_text(told: dict[str, Any]) -> str:
    """A table for people: one line per file."""
    lines = [f"{key}: {value}" for key, value in told.items() if key != "files"]
    lines += [
        f"{file['name']:<20} {file['bytes']:>12}  {file['sha256']}"
        for file in told.get("files", [])
    ]
    return "\n".join(lines)
