"""The row of an observation: what a sending fills of it, and how it is made, once."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC
from typing import Any
from uuid import UUID

from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import ColumnDefault, inspect, select
from sqlalchemy.orm import Session, class_mapper, make_transient_to_detached, undefer
from sqlalchemy.orm.attributes import instance_dict

from citizen.observations.campaigns import store as campaigns
from citizen.observations.homes.rules import SAID
from citizen.observations.rules import Submission
from citizen.observations.tables import Observation
from config import clock, places, spatial, towns
from config.database import ask
from config.engines import inserts_once
from reference.territories.codes import store as territories


def keep(
    session: Session, uuid: UUID, submission: Submission, author: int, **told: Any
) -> tuple[Observation, bool]:
    """Keep a sending under the identifier its phone chose; say whether it is new.

    Made by the unique key, not by looking first: the same sending arriving twice at one instant
    makes one row.
    """
    shape = places.geometry(submission.place)
    territory = territories.code_of(session, shape)
    row = _row(session, (uuid, author), submission, shape, territory) | told
    made = ask(session, MADE[session.get_bind().dialect.name], row)
    if not made:
        known = select(Observation).where(Observation.uuid == uuid)
        return session.scalars(known.options(undefer(Observation.place))).one(), False
    return _known(session, row | {"id": made[0].id}, shape), True


def keep_many(
    session: Session, sent: Mapping[UUID, tuple[Submission, str]], author: int
) -> dict[UUID, Observation]:
    """Keep sendings, each with its group, in their order; return those that are new."""
    shapes = {uuid: places.geometry(one.place) for uuid, (one, _) in sent.items()}
    codes = territories.codes_of_each(session, [*shapes.values()])
    rows = {
        uuid: _row(session, (uuid, author), one, shapes[uuid], code) | {"group": group}
        for (uuid, (one, group)), code in zip(sent.items(), codes, strict=True)
    }
    made = ask(session, MADE[session.get_bind().dialect.name], [*rows.values()])
    numbers = {row.uuid: row.id for row in made}
    return {
        uuid: _known(session, row | {"id": numbers[uuid]}, shapes[uuid])
        for uuid, row in rows.items()
        if uuid in numbers
    }


def _row(
    session: Session, whose: tuple[UUID, int], sent: Submission, shape: Geometry, code: str | None
) -> dict[str, Any]:
    """A new row (of an identifier and an author), its place as WKB."""
    content, (uuid, author) = content_of(session, sent, shape, code), whose
    told = {"uuid": uuid, "author_id": author, "town_id": towns.served(), "wkb": shape.wkb}
    return FRESH | content | told | {"received_at": content["changed_at"]}


# What a column holds when nobody says otherwise; the place is given as WKB.
FRESH = {
    column.key: column.default.arg if isinstance(column.default, ColumnDefault) else None
    for column in inspect(Observation).columns
    if column.key not in {"id", "place", "town_id", "campaign_marks"}
}
MADE = {
    engine: made.values(place=spatial.bound("wkb")).returning(Observation.id, Observation.uuid)
    for engine, made in inserts_once(Observation.__table__, ("town_id", "uuid")).items()
}


def _known(session: Session, row: dict[str, Any], shape: Geometry) -> Observation:
    """An observation whose row was just made: all of it is known, nothing need be read again."""
    found = class_mapper(Observation).class_manager.new_instance()
    place = {"place": spatial.element(shape)}
    instance_dict(found).update({k: v for k, v in row.items() if k != "wkb"} | place)
    make_transient_to_detached(found)
    key = class_mapper(Observation).identity_key_from_primary_key((row["id"],))
    if (undone := session.identity_map.get(key)) is not None:  # a refusal gave its number back
        session.expunge(undone)
    session.add(found)
    known: Observation = found
    return known


def content_of(
    session: Session, submission: Submission, shape: Geometry, code: str | None
) -> dict[str, Any]:
    """The columns a sending fills, beside its place."""
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
