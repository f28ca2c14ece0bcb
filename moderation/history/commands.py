"""Check from a terminal that nobody rewrote what was decided."""

import json
from itertools import islice

import click

from config.database import reading
from config.operation import of_first_town
from config.reports import progress
from config.settings import Settings
from moderation.chain import store as chain
from moderation.history import store

SHOWN = 100  # breaks: more would only say the same


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def fsck(context: click.Context, as_json: bool) -> None:
    """Verify the chain of decisions, line by line, and say where it breaks; exit 1 if it does."""
    settings: Settings = context.obj
    of_first_town(settings)
    with reading() as session:
        number, digest = chain.head(session)
        with progress("the chain", number) as to:
            found = list(islice(store.faults(session, to), SHOWN))
    told = {"lines": number, "head": digest, "breaks": [one._asdict() for one in found]}
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"line {one.number}: {one.why}")
        verdict = "broken" if found else "whole"
        click.echo(f"the chain of decisions is {verdict}: {number} lines, head {digest}")
    if found:
        context.exit(1)
