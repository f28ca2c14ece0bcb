"""Publish from a terminal."""

import json
import tempfile
from pathlib import Path
from typing import Any

import click

from config import mail, site, towns
from config.database import reading, transaction
from config.operation import DATASET, of_first_town
from config.problems import Problem
from config.settings import Settings
from exports import store as records
from exports.datasets import changes, jobs, store, subjects
from exports.datasets.tables import Release
from exports.datasets.writing import former_index


@click.command()
@click.argument("dataset", type=DATASET)
@click.option("--plan", is_flag=True, help="Show what would change and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def release(settings: Settings, dataset: str, plan: bool, as_json: bool) -> None:
    """Build the next numbered release of a dataset."""
    of_first_town(settings)
    site.stands_at(settings.public_url)
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
        begun = store.begin(session, subjects.known(session, dataset).code, None)
    return jobs.build(begun.id)


def described(made: Release) -> dict[str, Any]:
    return {
        "dataset": made.dataset,
        "release": made.number,
        "records": made.records,
        "files": [{"name": name, **file} for name, file in made.files.items()],
    }


def planned(code: str) -> dict[str, Any]:
    """Say what the next release would add, change and withdraw."""
    with reading() as session, tempfile.TemporaryDirectory() as folder:
        if subjects.known(session, code).protocol.publication == "cells":
            return {"dataset": code, "plan": "published by cells: no record to compare"}
        last = store.last_number(session, code)
        coming = Release(dataset=code, number=(last or 0) + 1, town_id=towns.served())
        dataset = jobs.described(session, coming)
        found = records.published(session, dataset.protocol, campaign=dataset.campaign)
        now = (changes.line(one) for one in found)
        before = former_index(dataset, last)
        counted = changes.write(changes.between(before, now), Path(folder) / "changes.csv")
    return {"dataset": code, "release": coming.number, **counted}


def as_text(told: dict[str, Any]) -> str:
    """A table for people: one line per file."""
    lines = [f"{key}: {value}" for key, value in told.items() if key != "files"]
    lines += [
        f"{file['name']:<20} {file['bytes']:>12}  {file['sha256']}"
        for file in told.get("files", [])
    ]
    return "\n".join(lines)
