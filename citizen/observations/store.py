"""Keep and find observations."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any
from uuid import UUID

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import ColumnDefault, func, inspect, select
from sqlalchemy.orm import Session, class_mapper, make_transient_to_detached, undefer
from sqlalchemy.orm.attributes import instance_dict, set_committed_value

from citizen.observations.campaigns import store as campaigns
from citizen.observations.homes.rules import SAID
from citizen.observations.rules import Submission
from citizen.observations.tables import Message, Observation, Revision
from citizen.photos import store as photos
from config import clock, places, spatial, towns
from config.database import ask
from config.engines import insert_once, inserts_once
from reference.territories import store as territories


def keep(
    session: Session, uuid: UUID, submission: Submission, author: int, **told: Any
) -> tuple[Observation, bool]:
    """Keep a sending under the identifier its phone chose; say whether it is new.

    Made by the unique key, not by looking first: the same sending arriving twice at one instant
    makes one row.
    """
    content = _content(session, submission)
    told |= {"uuid": uuid, "author_id": author, "received_at": clock.now()}
    row = FRESH | content | told | {"town_id": towns.served()}
    place = places.geometry(submission.place)
    made = MADE[session.get_bind().dialect.name]
    number = ask(session, made, row | {"wkb": place.wkb}).scalar()
    if number is None:
        return session.scalars(select(Observation).where(Observation.uuid == uuid)).one(), False
    return _known(session, row | {"id": number, "place": spatial.element(place)}), True


# What a column holds when nobody says otherwise; the place is given as WKB.
FRESH = {
    column.key: column.default.arg if isinstance(column.default, ColumnDefault) else None
    for column in inspect(Observation).columns
    if column.key not in {"id", "place", "town_id", "campaign_marks"}
}
MADE = {
    engine: made.values(place=spatial.bound("wkb")).returning(Observation.id)
    for engine, made in inserts_once(Observation.__table__, ("town_id", "uuid")).items()
}


def _known(session: Session, row: dict[str, Any]) -> Observation:
    """An observation whose row was just made: all of it is known, nothing need be read again."""
    found = class_mapper(Observation).class_manager.new_instance()
    instance_dict(found).update(row)
    make_transient_to_detached(found)
    session.add(found)
    return found


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
    for name, value in _content(session, submission).items():
        setattr(observation, name, value)
    observation.place = spatial.stored(places.geometry(submission.place))
    observation.version += 1
    session.flush()
    _know_place(observation, submission)


def _know_place(observation: Observation, submission: Submission) -> None:
    """What was just written need not be read again."""
    set_committed_value(observation, "place", spatial.element(places.geometry(submission.place)))


def _content(session: Session, submission: Submission) -> dict[str, Any]:
    """The columns a sending fills."""
    shape = places.geometry(submission.place)
    code = territories.code_of(session, shape)
    return {
        "protocol": submission.protocol,
        "protocol_version": submission.protocol_version,
        "observed_at": submission.instant.astimezone(UTC),
        "observed_text": submission.observed_at,
        "time_precision": submission.time_precision,
        "accuracy_m": submission.accuracy_m,
        "place_source": submission.place_source,
        "territory": code,
        **campaigns.columns(session, submission, shape, code),
        **asdict(submission.taxon),
        "certainty": submission.certainty,
        "answers": dict(submission.answers),
        "comment": submission.comment,
        "licence": submission.licence,
        "consent": submission.consent,
        "name_published": submission.name_published,
        "at_home": submission.at_home,
        "home": SAID if submission.at_home else "",
        "photos_declared": list(submission.photos),
        "of": submission.of,
        "changed_at": clock.now(),
        "digest": submission.digest(),
    }


def find(session: Session, uuid: UUID) -> Observation | None:
    return session.scalar(select(Observation).where(Observation.uuid == uuid))


def of_authors(
    session: Session, authors: Sequence[int], before: int | None, limit: int
) -> Sequence[Observation]:
    """Return what some authors sent, newest first."""
    query = select(Observation).where(Observation.author_id.in_(authors))
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
