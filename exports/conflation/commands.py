"""Compare with OpenStreetMap from a terminal."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from shapely import Point

from config import site, towns
from config.database import Session, reading
from config.operation import of_first_town
from config.problems import Problem
from config.settings import Settings
from exports.conflation.matching import matched
from exports.conflation.reading import Box, Unreadable, trees
from exports.conflation.rules import Ours
from exports.conflation.writing import write
from exports.datasets import jobs, store, subjects
from exports.datasets.declared import store as declared
from exports.datasets.tables import Release
from exports.osm_tags import fits, tags

REF = "ref:"


@click.command()
@click.argument("dataset")
@click.argument("extract", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write the files in.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def conflate(settings: Settings, dataset: str, extract: Path, out: Path, as_json: bool) -> None:
    """Compare published trees with an OpenStreetMap extract (.osm, .osm.pbf).

    Writes files for a human to look at and apply; nothing is sent, no existing value is changed.
    """
    of_first_town(settings)
    site.stands_at(settings.public_url)
    try:
        with reading() as session:
            ours = [*may_go(session, dataset)]
    except Problem as refusal:
        raise click.BadParameter(refusal.document("en")["title"]) from None
    reference = next((key for one in ours for key in one.tags if key.startswith(REF)), REF)
    try:
        theirs = [*trees(extract, around(ours), reference)]
    except Unreadable as wrong:
        raise click.ClickException(f"{extract}: no extract of OpenStreetMap ({wrong})") from None
    counted = write([*matched(ours, theirs, reference)], out)
    lines = [f"{number:>7}  {outcome}" for outcome, number in counted.items()]
    click.echo(json.dumps(counted) if as_json else "\n".join(lines))


def may_go(session: Session, code: str) -> Iterator[Ours]:
    """The single trees that may go to OpenStreetMap, in its words."""
    about = subjects.known(session, code)
    last = store.last_told(session, about.code)
    coming = Release(dataset=about.code, number=last.number if last else 1, town_id=towns.served())
    dataset = jobs.described(session, coming)
    found = declared.published(session, about)
    for record in found if about.protocol.speaks("osm") else ():
        if fits(record) and isinstance(record.place, Point):
            yield Ours(record.uuid, record.place.x, record.place.y, tags(record, dataset))


def around(ours: list[Ours]) -> Box:
    if not ours:
        return Box(0, 0, 0, 0)
    east, north = [one.longitude for one in ours], [one.latitude for one in ours]
    return Box(min(east), min(north), max(east), max(north))
