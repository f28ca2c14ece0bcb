"""Gather what the catalogue tells: the newest release of each dataset, and its manifest."""

import json
from typing import Any

from shapely import to_geojson, to_wkt

from config import files, site, towns
from config.database import Session
from exports.catalogue.rules import Catalogue, Described, File, said
from exports.datasets import store as releases
from exports.datasets import subjects
from exports.datasets.declared.rules import Declared, titled
from exports.datasets.rules import path, told_id
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.records import OPEN
from reference.territories import store as territories

MANIFEST = "manifest.json"
ROUGHLY = 0.001  # of a degree: an outline for a map of the country


def catalogue(session: Session) -> Catalogue:
    """All that the town served publishes; what was never released is in no catalogue."""
    town = towns.served_town(session)
    drawn = territories.outline(session, town.code)
    rough = drawn.simplify(ROUGHLY) if drawn else None
    made = [(one, releases.of(session, one.code)) for one in subjects.offered(session)]
    return Catalogue(
        site.url(),
        town.name,
        town.code,
        to_geojson(rough) if rough else "",
        to_wkt(rough, rounding_precision=5) if rough else "",
        tuple(_described(one, found[0], town) for one, found in made if found),
    )


def _described(about: Subject, release: Release, town: Any) -> Described:
    manifest, told = _manifest(release), about.declared
    days = manifest.get("days")
    return Described(
        code=about.code,
        identifier=f"urn:uuid:{told_id(told.sheet, 'identifiantJdd', town.code, about.code)}",
        title=said(titled(told, about.title, town.name)),
        description=said(about.description),
        protocol=about.protocol.code,
        release=release.number,
        issued=release.published_at or release.requested_at,
        modified=release.as_of or release.requested_at,
        licence=manifest.get("licence", {}).get("url", OPEN.url),
        days=(days["first"], days["last"]) if days else None,
        files=tuple(
            File(name, said(told["title"]), told["media_type"], told["bytes"], told["sha256"])
            for name, told in release.files.items()
        ),
        rhythm=_rhythm(told),
        contact=told.contact,
        is_retired=told.retired,
    )


def _rhythm(told: Declared) -> str:
    if told.retired:
        return "punctual"
    return told.rhythm if told.automatic else "irregular"


def _manifest(release: Release) -> dict[str, Any]:
    if MANIFEST not in release.files:
        return {}
    file = path(towns.served(), release.dataset, release.number, MANIFEST)
    told: dict[str, Any] = json.loads(files.store().read(file))
    return told
