"""Rows put straight into the database, for tests that need many or need what no phone can send."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from shapely import Point
from sqlalchemy import bindparam, func, insert
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config import clock, towns
from config.database import Base
from config.protocols import PROTOCOLS
from config.spatial import WGS84

TEXTS = ("observed_text", "cited_name", "wikidata", "certainty", "comment", "licence", "digest")
NAMES = {  # of TAXREF, in the built-in sample
    "tree": (116759, 114024, 80334, 125816, None),
    "biodiversity": (4001, 4466, 116759, 54770, None),
    "heat": (None,),
}


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
        "wkb": place.wkb,
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
    told = {"status": "accepted", "level": 1, "licence": "etalab-2.0", "accuracy_m": 4.0}
    told |= {"protocol": protocol, "territory": "76259", "answers": answers, "decided_at": now}
    for _ in range(count):
        seen = now - timedelta(minutes=chance.randrange(500_000))
        place = Point(round(chance.uniform(0.35, 0.4), 6), round(chance.uniform(49.74, 49.77), 6))
        moments = {"observed_at": seen, "observed_text": seen.isoformat()}
        moments |= {"place_source": "map", "cd_nom": chance.choice(NAMES[protocol])}
        yield observed(UUID(int=chance.getrandbits(128)), author, place, **told, **moments)


def keep(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Keep rows, a thousand at a time: no phone is this quick."""
    place = func.ST_GeomFromWKB(bindparam("wkb"), WGS84)
    table = Base.metadata.tables[Observation.__tablename__]
    made, told = insert(table).values(place=place), iter(rows)
    while batch := list(islice(told, 1000)):
        session.execute(made, batch)
