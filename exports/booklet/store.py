"""Read the last releases for the printed atlas, and keep it: its file first, then what leads to it.

`made.json` is the switch: it names the files by their digests, and the releases they were made of.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from shapely import Geometry

from citizen.appearance import logos
from citizen.appearance import store as appearance
from citizen.appearance.rules import Look
from citizen.photos.rules import copy_path
from config import files, towns
from config.database import Session
from config.protocols.protocol import Protocol
from exports.atlas import heat
from exports.atlas import store as atlas
from exports.atlas.heat import Moment, Square
from exports.atlas.rules import small
from exports.booklet.rules import Told, Tree, gathered
from exports.datasets import store as releases
from exports.datasets import subjects
from exports.datasets.rules import path
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.features import index
from exports.formats.photos_zip import SHOWN
from moderation.readings import store as readings

PLAIN = Look()
FEW = 320  # px, the longest side of a photo in print


class Part(NamedTuple):
    """One dataset of the atlas: its release, and what that tells."""

    about: Subject
    release: Release
    licence: str
    told: Told
    trees: list[tuple[Tree, str]]  # each with where its photo is kept, "" when there is none
    measured: Any  # Measure of the error; None where nothing was read again

    @property
    def protocol(self) -> Protocol:
        return self.about.protocol


@dataclass(frozen=True)
class Content:
    """All that the atlas tells."""

    town: str
    code: str
    outline: Geometry | None
    is_demonstration: bool
    parts: list[Part]
    heat: Release | None = None
    squares: list[Square] = field(default_factory=list)
    moment: Moment | None = None
    answers: int = 0
    look: Look = PLAIN

    @property
    def looks(self) -> dict[str, str]:
        """What of the town's looks it shows."""
        logo = self.look.logo
        told = {"logo": logo.digest, "alt": logo.alt} if logo else {}
        return {"colour": self.look.colour, **told}

    @property
    def numbers(self) -> dict[str, int]:
        """Of which release of each dataset it is made."""
        made = [one.release for one in self.parts] + ([self.heat] if self.heat else [])
        return {one.dataset: one.number for one in made}

    @property
    def photos(self) -> dict[str, str]:
        """Each tree whose photo is shown, and where that is kept."""
        shown = (pair for part in self.parts for pair in part.trees)
        return {tree.uuid: photo for tree, photo in shown if photo}


def content(session: Session) -> Content:
    """Read what the last release of each dataset of the whole town tells."""
    town = towns.served_town(session)
    whole = [one for one in subjects.offered(session) if one.code == one.protocol.code]
    made = [(one, next(iter(releases.of(session, one.code)), None)) for one in whole]
    records = [(one, last) for one, last in made if last and _file(one) in last.files]
    release, squares = atlas.heat(session)
    moment = heat.chosen(heat.moments(squares), "")
    return Content(
        town=town.name,
        code=town.code,
        outline=atlas.outline(session),
        is_demonstration=town.is_demonstration,
        parts=[_part(session, one, last) for one, last in records],
        heat=release,
        squares=[one for one in squares if one.moment == moment],
        moment=moment,
        answers=sum(one.answers for one in squares),
        look=_look(session),
    )


def _look(session: Session) -> Look:
    """The town's looks; without its logo where another took its place at this very moment."""
    found = appearance.look(session)
    logo = found.logo if found.logo and logos.has(found.logo.digest) else None
    return found._replace(logo=logo)


def _part(session: Session, about: Subject, release: Release) -> Part:
    told = gathered(_features(about, release))
    measured = readings.published(session, about.protocol.code).get("")
    trees = [(one, _photo(session, one)) for one in told.widest() if _is_told(session, one)]
    return Part(about, release, atlas.licence(release), told, trees, measured)


def _file(about: Subject) -> str:
    return f"{about.code}.geojson"


def _features(about: Subject, release: Release) -> Iterator[Mapping[str, Any]]:
    stored = path(towns.served(), about.code, release.number, _file(about))
    for line in index.split(files.store().stream(stored)):
        if line.startswith(index.MARK):
            yield json.loads(line.rstrip(b","))


def _is_told(session: Session, tree: Tree) -> bool:
    """Whether anyone may still know of it today."""
    return atlas.record(session, UUID(tree.uuid)) is not None


def _photo(session: Session, tree: Tree) -> str:
    """Where the photo a release told is kept, where anyone may still see it today."""
    found = atlas.record(session, UUID(tree.uuid))
    seen = {one.url for one in found[0].photos} if found else set()
    shown = SHOWN.fullmatch(small(tree.photo).rsplit("/", 1)[-1]) if tree.photo in seen else None
    kept = copy_path(UUID(shown[1]), FEW) if shown else ""
    return kept if kept and files.store().has(kept) else ""


def made() -> dict[str, Any]:
    """What is known of the atlas that was made last; nothing before the first."""
    kept = f"{_folder()}/made.json"
    return dict(json.loads(files.store().read(kept))) if files.store().has(kept) else {}


def stands(session: Session, told: Mapping[str, Any]) -> bool:
    """Whether no release it was made of was taken back since."""
    return all(
        number in {one.number for one in releases.of(session, dataset)}
        for dataset, number in told["releases"].items()
    )


def keep(told: Mapping[str, Any], drawn: Mapping[str, bytes], before: Mapping[str, Any]) -> None:
    """Keep an atlas in each language, switch to it, then forget the one before."""
    for language, data in drawn.items():
        files.store().keep(stored(told["files"][language]["sha256"]), data)
    switch = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    files.store().keep(f"{_folder()}/made.json", switch)
    kept = {one["sha256"] for one in told["files"].values()}
    for digest in {one["sha256"] for one in before.get("files", {}).values()} - kept:
        files.store().forget(stored(digest))


def stored(digest: str) -> str:
    return f"{_folder()}/{digest}.pdf"


def _folder() -> str:
    return f"booklets/{towns.served()}"
