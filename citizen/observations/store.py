"""Keep and find observations."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.attributes import set_committed_value

from citizen.observations.rows.store import content_of
from citizen.observations.rules import Submission
from citizen.observations.tables import Message, Observation, Revision
from citizen.photos import store as photos
from config import clock, places, spatial, towns
from config.database import ask
from config.engines import insert_once
from reference.territories import store as territories
from reference.territories.codes import store as codes


def correct(session: Session, observation: Observation, submission: Submission) -> None:
    """Replace the content by a new version; keep the one before."""
    former = Revision(
        observation_id=observation.id,
        version=observation.version,
        content=told(observation),
        digest=observation.digest,
        replaced_at=clock.now(),
    )
    session.add(former)
    photos.declare(session, observation.id, observation.photos_declared, submission.photos)
    shape = places.geometry(submission.place)
    content = content_of(session, submission, shape, codes.code_of(session, shape))
    for name, value in content.items():
        setattr(observation, name, value)
    observation.place = spatial.stored(shape)
    observation.version += 1
    session.flush()
    _know_place(observation, submission)


def _know_place(observation: Observation, submission: Submission) -> None:
    """What was just written need not be read again."""
    set_committed_value(observation, "place", spatial.element(places.geometry(submission.place)))


def find(session: Session, uuid: UUID, *, drawn: bool = False) -> Observation | None:
    """Find an observation; drawn: with its place, for who is sure to look at it."""
    asked = select(Observation).where(Observation.uuid == uuid)
    return session.scalar(asked.options(undefer(Observation.place)) if drawn else asked)


def find_each(
    session: Session, uuids: Iterable[UUID], *, to_change: bool = False
) -> Sequence[Observation]:
    """Find observations with their places, in the order they are named; some may not be there.

    to_change: kept to this transaction, as they are now.
    """
    asked = dict.fromkeys(uuids)
    query = select(Observation).where(Observation.uuid.in_(asked))
    query = query.options(undefer(Observation.place)).order_by(Observation.id)
    if to_change:
        query = query.with_for_update(of=Observation)
        query = query.execution_options(populate_existing=True)
    found = {one.uuid: one for one in session.scalars(query)}
    return [found[uuid] for uuid in asked if uuid in found]


OWNED = select(
    Observation.id, Observation.uuid, Observation.author_id, Observation.protocol,
    Observation.status, Observation.changed_at, Observation.photos_declared,
).where(Observation.uuid == bindparam("uuid"), towns.is_served(Observation))  # fmt: skip


def owned(session: Session, uuid: UUID) -> Any | None:
    """What a photo that comes asks of its observation: whose it is, and whether it takes any."""
    return next(iter(ask(session, OWNED, {"uuid": uuid})), None)


def of_authors(
    session: Session,
    authors: Sequence[int],
    before: int | None,
    limit: int,
    like: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Sequence[Observation]:
    """Return what some authors sent, newest first; like: the values a column may have."""
    query = select(Observation).where(Observation.author_id.in_(authors))
    query = query.where(*(getattr(Observation, name).in_(held) for name, held in like.items()))
    query = query.options(undefer(Observation.place))
    if before is not None:
        query = query.where(Observation.id < before)
    return session.scalars(query.order_by(Observation.id.desc()).limit(limit)).all()


def place(observation: Observation) -> Geometry:
    return spatial.shape_of(observation.place)


def nowhere(session: Session, after: int, limit: int) -> Sequence[int]:
    """Return the numbers of observations that lie in no known territory."""
    lost = select(Observation.id).where(Observation.territory.is_(None), Observation.id > after)
    return session.scalars(lost.order_by(Observation.id).limit(limit)).all()


def place_again(session: Session, number: int) -> None:
    """Look for the territory of an observation; what was decided shows it from now on."""
    query = select(Observation).where(Observation.id == number).options(undefer(Observation.place))
    found = session.scalars(query.with_for_update()).one()
    territory = territories.containing(session, place(found))
    if territory is not None and found.territory is None:
        found.territory = territory.code
        if found.decided_at is not None:
            found.changed_at = clock.now()


def told(observation: Observation) -> dict[str, Any]:
    """What an author said, as they may read it again."""
    return {
        "protocol": observation.protocol,
        "protocol_version": observation.protocol_version,
        "observed_at": observation.observed_text,
        "time_precision": observation.time_precision,
        "place": mapping(place(observation)),
        "accuracy_m": observation.accuracy_m,
        "place_source": observation.place_source,
        "taxon": {
            "cd_nom": observation.cd_nom,
            "cited_name": observation.cited_name,
            "wikidata": observation.wikidata,
        },
        "certainty": observation.certainty,
        "answers": observation.answers,
        "comment": observation.comment,
        "licence": observation.licence,
        "consent": observation.consent,
        "name_published": observation.name_published,
        "at_home": observation.at_home,
        "campaign": observation.campaign,
        "photos": observation.photos_declared,
        "of": observation.of and str(observation.of),
    }


def missing_photos(session: Session, observation: Observation) -> list[str]:
    return all_missing_photos(session, [observation])[observation.id]


def all_missing_photos(
    session: Session, observations: Sequence[Observation]
) -> dict[int, list[str]]:
    """Return the photos declared and not received yet, by observation, in one query at most."""
    declaring = [one.id for one in observations if one.photos_declared]
    received = photos.digests_of(session, declaring) if declaring else {}
    return {
        one.id: [digest for digest in one.photos_declared if digest not in received[one.id]]
        for one in observations
    }


def say(
    session: Session, about: Observation, by: tuple[int, str], body: str, key: str | None = None
) -> tuple[Message, bool]:
    """Add a sentence to the conversation (by: account, role); say whether it is new."""
    made = insert_once(session, Message, ("author_id", "key")).values(
        observation_id=about.id, author_id=by[0], by=by[1], body=body, key=key,
        sent_at=clock.now(),
    )  # fmt: skip
    if (new := session.scalar(made.returning(Message))) is not None:
        return new, True
    known = select(Message).where(Message.author_id == by[0], Message.key == key)
    return session.scalars(known).one(), False


def messages(session: Session, observation: Observation) -> Sequence[Message]:
    said = select(Message).where(Message.observation_id == observation.id)
    return session.scalars(said.order_by(Message.id)).all()


def versions(session: Session) -> Sequence[Any]:
    """Count the observations of each version of each protocol."""
    columns = (Observation.protocol, Observation.protocol_version)
    query = select(*columns, func.count()).group_by(*columns).order_by(*columns)
    return session.execute(query).all()
