"""Find what lies near an observation, and what its author may be told of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import Select, desc, select
from sqlalchemy.orm import Session, undefer

from citizen.observations import store as observations
from citizen.observations.access import is_public, precision_of
from citizen.observations.duplicates.rules import Hint, Sighting, hints
from citizen.observations.rules import Submission, days
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.observations.visits.rules import ACCEPTED, PUBLISHED, WITHDRAWN
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from config import places, spatial, towns
from config.protocols import protocol
from config.towns import EVERY_TOWN
from reference.sensitivity.rules import EXACT
from reference.taxa.rules import first_vernacular
from reference.taxa.tables import Taxon

LOOKED_AT = 100  # observations of one spot: the newest
TOLD = 5  # at most: more is a list, not a hint


def around(session: Session, place: Geometry, protocol: str) -> Sequence[Observation]:
    """Return what lies near a place, as near as its protocol says."""
    metres = reach_of(protocol)
    if metres is None:
        return []
    asked = near(place, metres, protocol).options(undefer(Observation.place))
    asked = asked.order_by(desc(Observation.id + 0)).limit(LOOKED_AT)  # not by the key's index
    return [row[0] for row in session.execute(asked, execution_options=EVERY_TOWN)]


def near(place: Geometry, metres: float, protocol: str) -> Select[Observation]:
    """Ask the spatial index alone: either engine would rather read all of a town, or a protocol.

    Of a sum or a joined text there is no index; the town is that being served, as everywhere.
    """
    return select(Observation).where(
        spatial.within_metres(Observation.place, place, metres),
        Observation.town_id + 0 == towns.served(),
        Observation.protocol + "" == protocol,
    )


def reach_of(code: str) -> float | None:
    near = protocol(code).duplicates
    return near.metres if near else None


def of_author(
    session: Session, uuid: UUID, examined: tuple[Submission, str], author: int
) -> list[dict[str, Any]]:
    """Tell an author what may be of the same thing as what they send, examined with its group."""
    sent, group = examined
    place, asked = places.geometry(sent.place), protocol(sent.protocol, sent.protocol_version)
    if asked.is_draft or sent.of is not None or not (asked.duplicates or sent.photos):
        return []
    same = _pictured(session, sent.photos, author)
    known = {one.uuid: one for one in [*around(session, place, sent.protocol), *same]}
    may = {uuid: one for uuid, one in known.items() if _may_be_told(one, author)}
    if not may.keys() - {uuid}:
        return []
    names = _taxa(session, [sent.taxon.cd_nom, *(one.name_held for one in may.values())])
    own = {one.id: one for one in may.values() if one.author_id == author}
    digests = photos.digests_of(session, [*own])
    told = [sighting(one, names, digests.get(one.id, ()), author) for one in may.values()]
    found = hints(_sent(uuid, sent, names, group), told, asked.duplicates)
    kept = [one for one in found if may[one.uuid].part_of is None]  # visits go by their thing
    return _described(session, kept, may, names, author)


def _may_be_told(one: Observation, author: int) -> bool:
    if one.author_id == author:
        return one.status != WITHDRAWN
    is_shown = one.status == ACCEPTED and one.level in PUBLISHED
    return is_shown and precision_of(one) == EXACT


def _pictured(session: Session, digests: Sequence[str], author: int) -> Sequence[Observation]:
    """The author's own observations that hold one of these photos."""
    if not digests:
        return []
    held = select(Photo.observation_id).where(Photo.sha256.in_(digests))
    own = select(Observation).where(Observation.id.in_(held), Observation.author_id == author)
    return session.scalars(own.options(undefer(Observation.place)).limit(LOOKED_AT)).all()


def _taxa(session: Session, numbers: Iterable[int | None]) -> dict[int, Taxon]:
    cited = {number for number in numbers if number is not None}
    if not cited:
        return {}
    return {
        one.cd_nom: one for one in session.scalars(select(Taxon).where(Taxon.cd_nom.in_(cited)))
    }


def sighting(
    one: Observation, names: Mapping[int, Taxon], digests: Iterable[str], author: int
) -> Sighting:
    """What is compared of a known observation."""
    held = names.get(one.name_held or 0)
    return Sighting(
        one.uuid, observations.place(one), one.observed_at, one.time_precision,
        days(one.observed_text, one.time_precision), held.cd_ref if held else None,
        one.cited_name, one.group, frozenset(digests), one.author_id == author,
    )  # fmt: skip


def _sent(uuid: UUID, sent: Submission, names: Mapping[int, Taxon], group: str) -> Sighting:
    cited = names.get(sent.taxon.cd_nom or 0)
    return Sighting(
        uuid, places.geometry(sent.place), sent.instant, sent.time_precision,
        days(sent.observed_at, sent.time_precision), cited.cd_ref if cited else None,
        sent.taxon.cited_name, group, frozenset(sent.photos), True,
    )  # fmt: skip


def _described(
    session: Session, found: Iterable[Hint], known: Mapping[UUID, Observation],
    names: Mapping[int, Taxon], author: int,
) -> list[dict[str, Any]]:  # fmt: skip
    told = []
    for hint in found:
        one = known[hint.uuid]
        is_own = one.author_id == author
        if is_own or visits.precision(session, one) == EXACT:
            beside = {"yours": is_own, "photo": _photo(session, one, is_own)}
            told.append(_as_told(hint, one, names) | beside)
        if len(told) == TOLD:
            break
    return told


def _as_told(hint: Hint, one: Observation, names: Mapping[int, Taxon]) -> dict[str, Any]:
    """A known observation, as anyone may know it: it is the author's own, or it is published."""
    held = names.get(one.name_held or 0)
    first, last = days(one.observed_text, one.time_precision)
    return {
        "uuid": one.uuid,
        "protocol": one.protocol,
        "distance_m": hint.metres,
        "why": [*hint.why],
        "name": (first_vernacular(held.vernacular) or held.name) if held else one.cited_name,
        "first_day": first,
        "last_day": last,
        "place": mapping(places.rounded(observations.place(one))),
    }


def _photo(session: Session, one: Observation, is_own: bool) -> str | None:
    """The address of a photo: another's, one that anyone may see."""
    known = photos.there(session, one.id)
    seen = (
        photo for photo in known if photo.is_ready and (is_own or is_public(session, photo, one))
    )
    return next((f"/photos/{photo.uuid}-320.jpg" for photo in seen), None)
