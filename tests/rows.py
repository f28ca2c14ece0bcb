"""Rows put straight into the database, for tests that need many or need what no phone can send."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from shapely import Point
from sqlalchemy import insert
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config import clock, spatial, towns
from config.protocols import PROTOCOLS

TEXTS = ("observed_text", "cited_name", "wikidata", "certainty", "comment", "licence", "digest")


def observed(uuid: UUID, author: int, place: Any, **changes: Any) -> dict[str, Any]:
    """The columns of an observation: `place` is a shape, or anything that has its WKB."""
    now = clock.now()
    return {
        **dict.fromkeys(TEXTS, ""),
        **dict.fromkeys(("observed_at", "received_at", "changed_at"), now),
        "observed_text": now.isoformat(),
        "town_id": towns.served(),
        "uuid": uuid,
        "author_id": author,
        "protocol": "tree",
        "protocol_version": 1,
        "place": spatial.stored(place),
        "time_precision": "day",
        "place_source": "gps",
        "answers": {},
        "name_published": False,
        "photos_declared": [],
    } | changes


def accepted(author: int, count: int, protocol: str = "tree") -> Iterator[dict[str, Any]]:
    """Accepted observations here and there around Fécamp, their identifiers in no order."""
    chance, now = random.Random(count), clock.now()
    answers = dict(PROTOCOLS[protocol].example)
    told = {"status": "accepted", "level": 1, "licence": "etalab-2.0", "accuracy_m": 8.0}
    told |= {"protocol": protocol, "territory": "76259", "answers": answers, "decided_at": now}
    for _ in range(count):
        seen = now - timedelta(minutes=chance.randrange(500_000))
        place = Point(chance.uniform(0.35, 0.4), chance.uniform(49.74, 49.77))
        moments = {"observed_at": seen, "observed_text": seen.isoformat()}
        yield observed(UUID(int=chance.getrandbits(128)), author, place, **told, **moments)


def keep(session: Session, rows: Iterator[dict[str, Any]]) -> None:
    """Keep rows, a thousand in one statement: no phone is this quick."""
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == 1000:
            session.execute(insert(Observation).values(batch))
            batch.clear()
    if batch:
        session.execute(insert(Observation).values(batch))
