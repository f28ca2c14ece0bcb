"""Count what campaigns brought: what is published of it, and nothing else."""

from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.campaigns.tables import Campaign
from citizen.observations.tables import Observation
from config.protocols import PROTOCOLS
from exports.atlas import store as atlas
from exports.atlas.rules import Entry
from exports.felt_temperature import LEAST_ANSWERS, LEAST_PEOPLE
from exports.rows.store import LEVELS


class Brought(NamedTuple):
    """What a campaign brought: how many are accepted and shown, and which, where each is shown."""

    number: int | None  # of answers published by squares, too few are not told
    entries: tuple[Entry, ...]


def brought(session: Session, found: Campaign) -> Brought:
    """Count what lies within a campaign and is published at its true place: the rest is hidden."""
    asked = PROTOCOLS.get(found.protocol)
    if asked is not None and asked.publication == "cells":
        return Brought(_answers(session, found.slug), ())
    entries = tuple(one for one in atlas.entries(session) if one.campaign == found.slug)
    return Brought(len(entries), entries)


def _answers(session: Session, slug: str) -> int | None:
    """How many answers, where there are as many as the squares themselves must have."""
    counted: Any = select(func.count(), func.count(Observation.author_id.distinct())).where(
        Observation.campaign == slug,
        Observation.status == "accepted",
        Observation.level.in_(LEVELS),
    )
    answers, people = session.execute(counted).one()
    return answers if answers >= LEAST_ANSWERS and people >= LEAST_PEOPLE else None
