"""Find what lies near an observation, and what its author may be told of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from shapely import from_wkb
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import Select, and_, bindparam, desc, or_, select
from sqlalchemy.orm import Session, undefer

from citizen.observations.access import is_public, precision_of
from citizen.observations.duplicates.rules import Hint, Sighting, hints
from citizen.observations.rules import Submission, days
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.observations.visits.rules import ACCEPTED, PUBLISHED, WITHDRAWN
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from config import places, spatial, towns
from config.database import ask
from config.places import Nearness
from config.protocols import protocol
from config.towns import EVERY_TOWN
from reference.sensitivity.rules import EXACT
from reference.taxa import store as taxa
from reference.taxa.rules import first_vernacular

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


# What is compared, and told, of what lies near: rows of what may be told, made into no objects.
COMPARED = select(
    Observation.id, Observation.uuid, Observation.author_id, Observation.protocol,
    Observation.protocol_version, Observation.observed_at, Observation.observed_text,
    Observation.time_precision, spatial.as_wkb(Observation.place).label("wkb"),
    Observation.name_held.label("name_held"), Observation.cited_name, Observation.group,
    Observation.answers, Observation.sensitivity, Observation.home, Observation.part_of,
)  # fmt: skip
OWN = and_(Observation.author_id + 0 == bindparam("author"), Observation.status != WITHDRAWN)
SHOWN = and_(Observation.status == ACCEPTED, Observation.level.in_(PUBLISHED))
PROTOCOL: Any = bindparam("protocol")
NEAR = (
    COMPARED.where(spatial.within_metres(Observation.place))
    .where(Observation.town_id + 0 == towns.THE_SERVED)
    .where(Observation.protocol + "" == PROTOCOL, or_(OWN, SHOWN))
    .order_by(desc(Observation.id + 0))
    .limit(LOOKED_AT)
)
PICTURED = (
    COMPARED.join(Photo, Photo.observation_id == Observation.id)
    .where(Photo.sha256.in_(bindparam("digests", expanding=True)), towns.is_served(Photo))
    .where(Observation.author_id == bindparam("author"), Observation.status != WITHDRAWN)
    .limit(LOOKED_AT)
)


def of_author(
    session: Session, uuid: UUID, examined: tuple[Submission, str], author: int
) -> list[dict[str, Any]]:
    """Tell an author what may be of the same thing as what they send, examined with its group."""
    sent, group = examined
    asked = protocol(sent.protocol, sent.protocol_version)
    if asked.is_draft or sent.of is not None or not (asked.duplicates or sent.photos):
        return []
    known = {one.uuid: one for one in _alike(session, sent, author) if may_be_told(one, author)}
    if not known.keys() - {uuid}:
        return []
    names = names_of(session, [sent.taxon.cd_nom, *(one.name_held for one in known.values())])
    own = [one.id for one in known.values() if one.author_id == author and sent.photos]
    digests = photos.digests_of(session, own) if own else {}
    told = [sighting(one, names, digests.get(one.id, ()), author) for one in known.values()]
    found = hints(sending(uuid, sent, names, group), told, asked.duplicates)
    kept = [one for one in found if known[one.uuid].part_of is None]  # visits go by their thing
    return _described(session, kept, known, names, author)


def _alike(session: Session, sent: Submission, author: int) -> list[Any]:
    """What lies near, and the author's own that hold one of these photos."""
    found: list[Any] = []
    metres, who = reach_of(sent.protocol), {"author": author}
    if metres is not None:
        near = Nearness.of(places.geometry(sent.place), metres)._asdict()
        found += ask(session, NEAR, near | who | {"protocol": sent.protocol})
    if sent.photos:
        found += ask(session, PICTURED, who | {"digests": [*sent.photos]})
    return found


def may_be_told(one: Any, author: int) -> bool:
    return one.author_id == author or precision_of(one) == EXACT


def names_of(session: Session, numbers: Iterable[int | None]) -> dict[int, Any]:
    return taxa.told(session, {number for number in numbers if number is not None})


def place_of(one: Any) -> Geometry:
    return from_wkb(bytes(one.wkb))


def sighting(
    one: Any, names: Mapping[int, Any], digests: Iterable[str], author: int
) -> Sighting:  # fmt: skip
    """What is compared of a known observation."""
    held = names.get(one.name_held or 0)
    return Sighting(
        one.uuid, place_of(one), one.observed_at, one.time_precision,
        days(one.observed_text, one.time_precision), held.cd_ref if held else None,
        one.cited_name, one.group, frozenset(digests), one.author_id == author,
    )  # fmt: skip


def sending(uuid: UUID, sent: Submission, names: Mapping[int, Any], group: str) -> Sighting:
    cited = names.get(sent.taxon.cd_nom or 0)
    return Sighting(
        uuid, places.geometry(sent.place), sent.instant, sent.time_precision,
        days(sent.observed_at, sent.time_precision), cited.cd_ref if cited else None,
        sent.taxon.cited_name, group, frozenset(sent.photos), True,
    )  # fmt: skip


def _described(
    session: Session, found: Iterable[Hint], known: Mapping[UUID, Any],
    names: Mapping[int, Any], author: int,
) -> list[dict[str, Any]]:  # fmt: skip
    kept: list[tuple[Hint, Observation | None]] = []
    for hint in found:
        one = known[hint.uuid]
        whole = None if one.author_id == author else session.get_one(Observation, one.id)
        if whole is None or visits.precision(session, whole) == EXACT:
            kept.append((hint, whole))
        if len(kept) == TOLD:
            break
    pictures = photos.ready(session, [known[hint.uuid].id for hint, _ in kept])
    return [
        as_told(hint, known[hint.uuid], names)
        | {"yours": whole is None, "photo": _photo(session, pictures, known[hint.uuid].id, whole)}
        for hint, whole in kept
    ]


def as_told(hint: Hint, one: Any, names: Mapping[int, Any]) -> dict[str, Any]:
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
        "place": mapping(places.rounded(place_of(one))),
    }


def _photo(
    session: Session, pictures: Sequence[Any], number: int, others: Observation | None
) -> str | None:
    """The address of a photo: another's, one that anyone may see."""
    seen = (
        photo
        for photo in pictures
        if photo.observation_id == number and (others is None or is_public(session, photo, others))
    )
    return next((f"/photos/{photo.uuid}-320.jpg" for photo in seen), None)
