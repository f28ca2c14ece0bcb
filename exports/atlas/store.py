"""Read what is published, once per change: nothing here sees more than the records anyone may."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from shapely import Geometry
from sqlalchemy.orm import Session

from config import files, towns
from config.languages import LANGUAGES
from config.protocols import PROTOCOLS
from exports import store as published
from exports.atlas.drawing import simple
from exports.atlas.heat import Square, squares
from exports.atlas.held import store as held
from exports.atlas.held.rules import by_records
from exports.atlas.rules import Entry
from exports.catalogue import store as catalogue
from exports.catalogue.rules import for_search_engines
from exports.datasets import store as releases
from exports.datasets import subjects
from exports.datasets.cutting import store as cutting
from exports.datasets.cutting.rules import cuttable
from exports.datasets.rules import path
from exports.datasets.tables import Release
from exports.records import OPEN, Record
from moderation.opinions import store as opinions
from moderation.readings import store as readings
from reference.taxa import store as taxa
from reference.taxa.rules import vernaculars
from reference.taxa.tables import Taxon
from reference.territories import store as territories

HEAT = "heat"
CELLS, MANIFEST = "cells.geojson", "manifest.json"


def checking(session: Session) -> dict[str, Any]:
    """How often people were wrong, what is accepted without them, and what its sample told."""
    measured = {code: readings.published(session, code) for code in PROTOCOLS}
    alone = opinions.book(session).automatic
    branches = alone.branches if alone else ()
    return {
        "measured": {code: told for code, told in measured.items() if told},
        "alone": alone,
        "branches": [one for one in (taxa.of_cd_nom(session, n) for n in branches) if one],
        "sampled": readings.automatic(session),
    }


def entries(session: Session) -> tuple[Entry, ...]:
    """Every published record, as the last news left it."""
    return held.held(session).entries


def record(session: Session, uuid: UUID) -> tuple[Record, str] | None:
    """A published record and its protocol."""
    for code in by_records():
        found = next(published.published(session, PROTOCOLS[code], only=uuid), None)
        if found is not None:
            return found, code
    return None


def heat(session: Session) -> tuple[Release | None, list[Square]]:
    """The last release of felt heat and its squares: never more than was released."""
    made = next(iter(releases.of(session, HEAT)), None)
    if made is None or CELLS not in made.files:
        return made, []
    told = files.store().read(path(towns.served(), HEAT, made.number, CELLS))
    return made, squares(json.loads(told)["features"])


def all_releases(session: Session, codes: Iterable[str]) -> dict[str, Sequence[Release]]:
    """The releases of each dataset, newest first."""
    return {code: releases.of(session, code) for code in codes}


def offered(session: Session) -> dict[str, Any]:
    """The datasets, their releases, and which of their files are cut to which territories."""
    found, told = subjects.offered(session), catalogue.catalogue(session)
    made = all_releases(session, [one.code for one in found])
    return {
        "offered": found,
        "releases": made,
        "licences": {code: licence(releases[0]) for code, releases in made.items() if releases},
        "cuts": {code: cuttable(code, releases) for code, releases in made.items()},
        "territories": cutting.known(session),
        "described": {one: for_search_engines(told, one) for one in LANGUAGES},
    }


def licence(made: Release) -> str:
    """The licence of a release, as its manifest tells it."""
    if MANIFEST not in made.files:
        return OPEN.title
    told = files.store().read(path(towns.served(), made.dataset, made.number, MANIFEST))
    return str(json.loads(told)["licence"]["title"])


def outline(session: Session) -> Geometry | None:
    """The outline of the town, when it is known."""
    drawn = territories.outline(session, towns.served_town(session).code)
    return simple(drawn) if drawn else None


def described(session: Session, one: Taxon) -> dict[str, Any]:
    """What TAXREF tells of a taxon beside its row: other names, protections and red lists."""
    names = vernaculars(one.vernacular)[1:], vernaculars(one.english)
    return {
        "other_names": names,
        "synonyms": taxa.synonyms(session, one.cd_ref),
        "statuses": taxa.statuses(session, one.cd_ref),
        "version": taxa.version(session),
    }


def taxon(session: Session, cd_nom: int) -> Taxon | None:
    return taxa.of_cd_nom(session, cd_nom) if cd_nom < 2**31 else None
