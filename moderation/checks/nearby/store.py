"""Find what lies near an observation, and its photos elsewhere, within a moderator's competence."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.form.store import thumbnails
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.duplicates.store import around
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.observations.visits.rules import WITHDRAWN
from citizen.photos.tables import Photo
from config.places import metres_apart
from moderation.checks.evidence.duplicates import Twin, hours_apart
from moderation.checks.nearby.rules import likeness

SHOWN = 8  # observations near


class Near(NamedTuple):
    """An observation near the one under review."""

    observation: Observation
    metres: int
    day: date
    photo: UUID | None
    likeness: int | None  # per cent, when a photo looks like one of the other's
    is_tied: bool  # one is a visit of the other, or merged into it


class Reused(NamedTuple):
    """Where the very files of an observation's photos came too."""

    seen: Sequence[Observation]  # those the moderator is competent for
    others: int


def near(session: Session, found: Observation, moderator: Caller) -> list[Near]:
    """Return what lies near, the nearest first."""
    here = observations.place(found)
    known = [
        one
        for one in around(session, here, found.protocol)
        if one.id != found.id and one.status != WITHDRAWN and may_decide(one, moderator)
    ]
    heads = {one.uuid for one in known}
    known = [one for one in known if one.part_of not in heads]  # visits go by their thing
    far = {one.id: metres_apart(here, observations.place(one)) for one in known}
    kept = sorted(known, key=lambda one: (far[one.id], one.uuid))[:SHOWN]
    shown = thumbnails(session, [*far])
    prints = _prints(session, [found.id, *far]) if far else {}
    return [
        Near(
            one,
            round(far[one.id]),
            days(one.observed_text, one.time_precision)[1],
            shown.get(one.id),
            likeness(prints.get(found.id, ()), prints.get(one.id, ())),
            found.uuid == one.part_of or one.uuid == found.part_of,
        )
        for one in kept
    ]


def twin(found: Observation, one: Near) -> Twin:
    """One that lies near, as it is compared with the one under review."""
    other = one.observation
    hours = hours_apart(
        (found.observed_at, found.time_precision), (other.observed_at, other.time_precision)
    )
    return Twin(
        other.uuid,
        one.metres,
        hours,
        abs((days(found.observed_text, found.time_precision)[1] - one.day).days),
        one.likeness,
        one.is_tied,
        other.author_id == found.author_id,
    )


def _prints(session: Session, numbers: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    asked = select(Photo.observation_id, Photo.fingerprint).where(Photo.observation_id.in_(numbers))
    for number, fingerprint in session.execute(asked):
        found.setdefault(number, []).append(fingerprint)
    return found


def reused(session: Session, found: Observation, moderator: Caller) -> Reused:
    """Return the other observations that hold a file of this one's photos."""
    files = select(Photo.sha256).where(Photo.observation_id == found.id)
    same = select(Photo.observation_id).where(
        Photo.sha256.in_(files), Photo.observation_id != found.id
    )
    query = select(Observation).where(Observation.id.in_(same), Observation.status != WITHDRAWN)
    known = session.scalars(query).all()
    seen = [one for one in known if may_decide(one, moderator)]
    return Reused(sorted(seen, key=lambda one: one.received_at), len(known) - len(seen))
