"""Find what waits for a moderator, and what is known of an author."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.form.rules import Filled, number, one
from citizen.form.store import thumbnails
from citizen.observations.revisions.rules import shown
from citizen.observations.revisions.store import Proposed
from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import Flag
from config import clock
from config.words import folded
from moderation.console.rules import Age, age
from moderation.decisions.rules import DECIDED
from moderation.names.matching import PROPOSED, Proposals
from moderation.queues.claims import store as claims
from moderation.queues.listing import store as listing
from moderation.queues.listing.store import Page
from moderation.queues.routes import why
from moderation.sensitivity.store import Rulebook
from reference.sensitivity.rules import Ruling
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon

AHEAD = 2  # photos of the next observation that a browser asks for in advance


class Item(NamedTuple):
    """An observation that waits, as the queue shows it."""

    observation: Any  # the columns of a list, as attributes
    why: str
    place: str  # the name of its commune; "" outside those we know
    photo: UUID | None
    age: Age
    is_held: bool  # a colleague is looking at it
    is_first: bool  # nothing of its author was accepted yet
    flags: Sequence[Flag]  # what looks unlikely in it
    position: str  # in the order of the queue


def items(session: Session, moderator: Caller, page: Page) -> Sequence[Item]:
    """Return what waits for a moderator, oldest promise first."""
    rows, now = listing.rows(session, moderator, page, whole=False), clock.now()
    shown = thumbnails(session, [one.observation.id for one in rows])
    flags = plausibility.of_each(
        session, {one.observation.id: one.observation.version for one in rows}
    )
    return [
        Item(
            found,
            why(one.place, waits, found),
            one.place,
            shown.get(found.id),
            age(found.received_at, waits.due, now),
            claims.is_others(waits, moderator),
            one.is_first,
            flags[found.id],
            str(one.position),
        )
        for one in rows
        for waits, found in [one[:2]]
    ]


def past(session: Session, found: Observation) -> Mapping[str, int]:
    """Count what became of this author's other observations of the same protocol."""
    counted = select(Observation.status, func.count().label("times")).where(
        Observation.author_id == found.author_id,
        Observation.protocol == found.protocol,
        Observation.id != found.id,
    )
    rows = session.execute(counted.group_by(Observation.status))
    return {row.status: row.times for row in rows}


def ruled(session: Session, found: Observation) -> Ruling:
    """What the sensitivity rules ask of an observation, by those of today."""
    return Rulebook(session).ruling(found, found.name_held)


def proposal(found: Observation, waits: Proposed | None) -> dict[str, Any]:
    """What an author proposes instead of what was decided on, and how it differs."""
    one, changes = waits if waits and found.status in DECIDED else (None, [])
    return {"proposal": one, "proposed_changes": shown(changes)}


def pictured(session: Session, uuid: UUID | None) -> Sequence[UUID]:
    """The photos of what comes after, for the browser to have them before they are asked for."""
    shown = select(Photo.uuid).join(Observation, Observation.id == Photo.observation_id)
    shown = shown.where(Observation.uuid == uuid, Photo.is_ready, Photo.left_at.is_(None))
    return session.scalars(shown.order_by(Photo.id).limit(AHEAD)).all() if uuid else ()


def proposed(found: Observation, named: Proposals) -> str:
    """What an author plainly named, or wrote as others did, for the moderator to confirm."""
    if found.name_held or found.ornamental_id:
        return ""
    one = _only(named.taxa, found.cited_name)
    return named.known or str(one.cd_nom if one else "")


def determined(session: Session, filled: Filled) -> dict[str, Any]:
    """What a moderator names, as the API takes it: ticked, chosen in the list, or written in full.

    A written name is looked for in TAXREF; else it is an ornamental's.
    """
    name, chosen = one(filled, "name"), one(filled, "cd_nom")
    if not name:
        ticked = number(one(filled, "candidate"))
        if isinstance(ticked, int):
            return {"cd_nom": ticked}
        return {"cited_name": ticked} if ticked else {}
    if chosen.isdecimal():
        return {"cd_nom": int(chosen)}
    found = taxa.named(session, name) or _only(taxa.search(session, name, PROPOSED), name)
    return {"cd_nom": found.cd_nom} if found else {"cited_name": name}


def _only(found: Sequence[Taxon], name: str) -> Taxon | None:
    """The one taxon that bears exactly this French name."""
    bearing = [one for one in found if folded(name) in map(folded, one.vernacular.split(","))]
    return bearing[0] if len({one.cd_ref for one in bearing}) == 1 else None
