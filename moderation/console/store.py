"""Find what waits for a moderator, what comes before and after, and what they know of an author."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.form.rules import Filled, number, one
from citizen.form.store import thumbnails
from citizen.observations.revisions import store as revisions
from citizen.observations.revisions.rules import shown
from citizen.observations.tables import Observation
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import Flag
from config import clock
from config.words import folded
from moderation.console.rules import Age, Wanted, age
from moderation.decisions.rules import DECIDED
from moderation.names.matching import PROPOSED, Proposals
from moderation.queues.routes import why
from moderation.queues.rules import PARTS, is_held
from moderation.queues.store import _for as offered_to
from moderation.queues.store import narrowed, newcomers
from moderation.queues.tables import Waiting
from moderation.sensitivity.store import Rulebook
from reference.sensitivity.rules import Ruling
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon
from reference.territories import store as territories


class Item(NamedTuple):
    """An observation that waits, as the queue shows it."""

    observation: Observation
    why: str
    place: str  # the name of its commune; "" outside those we know
    photo: UUID | None
    age: Age
    is_held: bool  # a colleague is looking at it
    is_first: bool  # nothing of its author was accepted yet
    flags: Sequence[Flag]  # what looks unlikely in it


def items(
    session: Session, moderator: Caller, wanted: Wanted, after: int, limit: int
) -> Sequence[Item]:
    """Return what waits for a moderator, oldest first."""
    query = _queue(moderator, wanted).where(Waiting.observation_id > after)
    rows = session.execute(query.order_by(Waiting.observation_id).limit(limit)).all()
    shown = thumbnails(session, [found.id for _, found in rows])
    names = territories.names(session, {found.territory for _, found in rows if found.territory})
    flags = plausibility.of_each(session, {found.id: found.version for _, found in rows})
    first = newcomers(session, [found.id for _, found in rows])
    return [
        Item(
            found,
            why(place := names.get(found.territory or "", ""), waits, found),
            place,
            shown.get(found.id),
            age(found.received_at, now := clock.now()),
            is_held(waits.held_by, waits.held_until, now) and waits.held_by != moderator.id,
            found.id in first,
            flags[found.id],
        )
        for waits, found in rows
    ]


def _queue(moderator: Caller, wanted: Wanted) -> Any:
    query = narrowed(offered_to(moderator), wanted.part)
    return query.where(Observation.protocol == wanted.protocol) if wanted.protocol else query


def counts(session: Session, moderator: Caller) -> Mapping[str, int]:
    """Count what waits for a moderator, by protocol."""
    known = (Observation.protocol, func.count().label("waiting"))
    query = offered_to(moderator).with_only_columns(*known).group_by(Observation.protocol)
    return {row.protocol: row.waiting for row in session.execute(query)}


def marked(session: Session, moderator: Caller) -> Mapping[str, int]:
    """Count what waits under each mark."""
    counted = {part: _queue(moderator, Wanted(part=part)) for part in PARTS}
    return {
        part: session.scalar(query.with_only_columns(func.count())) or 0
        for part, query in counted.items()
    }


def beside(
    session: Session, moderator: Caller, wanted: Wanted, at: int
) -> tuple[UUID | None, UUID | None]:
    """Return what waits before and after an observation (its row)."""
    queue = _queue(moderator, wanted).with_only_columns(Observation.uuid).limit(1)
    row = Waiting.observation_id
    before = session.scalar(queue.where(row < at).order_by(row.desc()))
    return before, session.scalar(queue.where(row > at).order_by(row))


def next_of(session: Session, moderator: Caller, wanted: Wanted, at: int) -> UUID | None:
    """Return what a moderator looks at next: the oldest that follows, else the oldest of all."""
    _, after = beside(session, moderator, wanted, at)
    queue = _queue(moderator, wanted).with_only_columns(Observation.uuid)
    others = queue.where(Waiting.observation_id != at).order_by(Waiting.observation_id)
    return after or session.scalar(others.limit(1))


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


def waits(session: Session, found: Observation) -> str:
    """Say why an observation waits; nothing when it waits no more."""
    row = session.scalar(select(Waiting).where(Waiting.observation_id == found.id))
    if row is None:
        return ""
    names = territories.names(session, [found.territory] if found.territory else [])
    return why(names.get(found.territory or "", ""), row, found)


def proposal(session: Session, found: Observation) -> dict[str, Any]:
    """What an author proposes instead of what was decided on, and how it differs."""
    known = [one for one in revisions.proposed(session, found) if one[0].state == "waiting"]
    one, changes = known[-1] if known and found.status in DECIDED else (None, [])
    return {"proposal": one, "proposed_changes": shown(changes)}


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
