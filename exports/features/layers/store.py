"""The last release of each dataset, as services of places show it."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from citizen.campaigns.rules import PUBLIC
from citizen.campaigns.tables import Campaign
from config import files, towns
from config.database import Session, ask, engine, glance, reading
from config.protocols import PROTOCOLS
from exports.columns import POSITION, columns
from exports.datasets import store as releases
from exports.datasets import subjects
from exports.datasets.declared.store import FILES
from exports.datasets.rules import path
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.features import index
from exports.format import Column
from exports.formats import cells
from exports.records import OPEN

MANIFEST = "manifest.json"
IS_OUT = Release.state == "published", towns.is_served(Release)
IS_PUBLIC = Campaign.status.in_(PUBLIC), towns.is_served(Campaign)
SOURCES = {  # one that is published as another is taken back leaves their number as it was
    "town": select(towns.Town.code).where(towns.Town.id == towns.THE_SERVED),
    "releases": select(func.count(Release.id)).where(*IS_OUT),
    "which": select(func.sum(Release.id)).where(*IS_OUT),
    "campaigns": select(func.count(Campaign.id)).where(*IS_PUBLIC),
    "changed": select(func.max(Campaign.changed_at)).where(*IS_PUBLIC),
}
VERSION = select(*(one.scalar_subquery().label(name) for name, one in SOURCES.items()))
_counting: dict[tuple[int, str], list[str]] = {}  # the digests this process saw last


@dataclass(frozen=True)
class Layer:
    """A dataset, its last release and where that is indexed; none before its first release."""

    about: Subject
    release: Release | None = None
    file: Path | None = None
    is_last: bool = True  # while its index is made, the release before is shown

    @cached_property
    def columns(self) -> list[Column]:
        """What each feature tells."""
        protocol = self.about.protocol
        told = columns(protocol) if protocol.publication == "records" else cells.COLUMNS
        return [column for column in told if column.name not in POSITION]

    @property
    def holds(self) -> bool:
        """Whether it may be shown again as it is, as long as nothing is released."""
        return self.is_last and (self.file is None or self.file.is_file())


@dataclass(frozen=True)
class Known:
    """The layers that were asked for, under what they rest on."""

    version: tuple[Any, ...]
    layers: dict[str, Layer]


_known: WeakKeyDictionary[Engine, dict[int, Known]] = WeakKeyDictionary()


def layers(session: Session) -> list[Layer]:
    """Every dataset of the town, each with its last release."""
    return [_layer(session, about) for about in subjects.offered(session)]


def shown(code: str) -> Layer:
    """One dataset, asked for by itself: one statement, where nothing was released since."""
    with glance() as session:
        found = _under_version(session).layers.get(code)
    if found is not None and found.holds:
        return found
    with reading() as session:
        return layer(session, code)


def layer(session: Session, code: str) -> Layer:
    """One dataset, or the refusal that there is none."""
    known = _under_version(session).layers
    found = known.get(code)
    if found is None or not found.holds:
        found = _layer(session, subjects.known(session, code))
        if found.holds:
            known[code] = found
    return found


def _under_version(session: Session) -> Known:
    """What is remembered under what is released now, in one statement."""
    (row,) = ask(session, VERSION, {})
    version = (*row, *FILES.of(row.town), *PROTOCOLS.values())
    of_towns, town = _known.setdefault(engine(), {}), towns.served()
    known = of_towns.get(town)
    if known is None or known.version != version:
        known = of_towns[town] = Known(version, {})
    return known


def _layer(session: Session, about: Subject) -> Layer:
    """The newest release whose index is there; else its index is made, for nobody else does."""
    made = [one for one in releases.newest(session, about.code, 2) if (digest(about, one))]
    _swept(about, [digest(about, one) for one in made])
    for release in made:
        told, is_last = digest(about, release), release is made[-1]
        lines = index.split(files.store().stream(_stored(about, release)))
        if index.made(towns.served(), about.code, told, lines, waits=is_last):
            file = index.at(towns.served(), about.code, told)
            return Layer(about, release, file, release is made[0])
    return Layer(about, is_last=not made)


def make(session: Session, code: str) -> None:
    """Index the newest release of a dataset before anybody asks for it."""
    layer(session, code)


def digest(about: Subject, release: Release) -> str:
    """The digest of the file that tells the features of a release; "" when there is none."""
    return str(release.files.get(_named(about), {}).get("sha256", ""))


def _named(about: Subject) -> str:
    return f"{about.code}.geojson" if about.protocol.publication == "records" else "cells.geojson"


def _stored(about: Subject, release: Release) -> str:
    return path(towns.served(), about.code, release.number, _named(about))


def _swept(about: Subject, counting: list[str]) -> None:
    """Erase the indexes of releases that count no more, when these change."""
    where = towns.served(), about.code
    if _counting.get(where) != counting:
        index.sweep(*where, counting)
        _counting[where] = counting


def licence(told: Layer) -> str:
    """The address of the licence of a release, as its manifest tells it."""
    if told.release is None or MANIFEST not in told.release.files:
        return OPEN.url
    made = told.release
    return _licence(path(towns.served(), made.dataset, made.number, MANIFEST), made.as_of)


@lru_cache(maxsize=256)
def _licence(manifest: str, _as_of: datetime | None) -> str:
    return str(json.loads(files.store().read(manifest))["licence"]["url"])
