"""Keep campaigns, and look at an observation through the one it was made for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from citizen.campaigns.rules import (
    PUBLIC,
    Call,
    Seen,
    marks,
    moment,
    new_code,
    numbered,
    slug_of,
    told_of,
)
from citizen.campaigns.tables import Campaign
from config import clock, events, spatial, towns
from config.engines import insert_once
from reference.taxa import store as taxa
from reference.territories.rules import commune_of, most_of

TRIES = 20  # names taken by others at the same instant


def of_slug(
    session: Session, slug: str, *, with_outline: bool = False, is_held: bool = False
) -> Campaign | None:
    """Find a campaign; held, of two changes at once the second waits, then sees the first."""
    query = select(Campaign).where(Campaign.slug == slug)
    if with_outline:
        query = query.options(undefer(Campaign.outline)).execution_options(populate_existing=True)
    return session.scalar(query.with_for_update() if is_held else query)


def written(found: Campaign) -> dict[str, Any]:
    """What the town wrote of a campaign."""
    told = {one.name: getattr(found, one.name) for one in fields(Call)}
    return told | {"species": [int(number) for number in found.species]}


def begun(asked: Mapping[str, str]) -> dict[str, list[str]]:
    """What an address that leads to a campaign fills in of a form."""
    told = {"campaign": asked.get("campagne", ""), "join_code": asked.get("code", "")}
    return {name: [value] for name, value in told.items() if value}


def calling(session: Session, slug: str) -> Campaign | None:
    """Find a campaign anyone may know."""
    found = of_slug(session, slug) if slug else None
    return found if found and found.status in PUBLIC else None


def running(session: Session) -> list[Campaign]:
    """The campaigns one may take part in today, those that end first before the others."""
    today = clock.now().date()
    found = [c for c in public(session) if moment(c.status, c.starts, c.ends, today) == "running"]
    return sorted(found, key=lambda one: (one.ends or date.max, one.slug))


def public(session: Session) -> Sequence[Campaign]:
    """Return the campaigns anyone may know, the last to begin first."""
    found = select(Campaign).where(Campaign.status.in_(PUBLIC))
    return session.scalars(found.order_by(Campaign.starts.desc(), Campaign.slug)).all()


def datasets(session: Session) -> Sequence[Campaign]:
    """Return the campaigns anyone may know that are published as datasets of their own."""
    return [one for one in public(session) if one.is_dataset]


def listed(
    session: Session, statuses: Collection[str], after: int, limit: int
) -> Sequence[Campaign]:
    """Return campaigns with their outlines, in the order they were made."""
    found = select(Campaign).where(Campaign.status.in_(statuses), Campaign.id > after)
    query = found.options(undefer(Campaign.outline)).order_by(Campaign.id).limit(limit)
    return session.scalars(query).all()


def of_picture(session: Session, name: UUID) -> Campaign | None:
    return session.scalar(select(Campaign).where(Campaign.picture == name))


def add(session: Session, call: Call, outline: MultiPolygon | None, by: int) -> Campaign:
    """Keep a new campaign, as a draft, under a name of its own."""
    slug, now = slug_of(call.title["fr"], call.starts), clock.now()
    taken = {*session.scalars(select(Campaign.slug))}
    for _ in range(TRIES):
        name = numbered(slug, taken)
        made = insert_once(session, Campaign, ("town_id", "slug")).values(
            slug=name,
            **told_of(call),
            outline=stored(outline),
            join_code=new_code() if call.joining == "code" else "",
            status="draft",
            made_by=by,
            made_at=now,
            changed_at=now,
        )
        kept: Campaign | None = session.scalar(made.returning(Campaign))
        if kept is not None:
            return kept
        taken.add(name)
    raise RuntimeError("every name is taken")


def change(session: Session, found: Campaign, **told: Any) -> None:
    """Change a campaign; what was sent for it is looked at again: it may lie elsewhere now."""
    for name, value in told.items():
        setattr(found, name, value)
    today = clock.now().date()
    if told.get("status") == "closed" and found.starts <= today < (found.ends or date.max):
        found.ends = today
    if found.joining == "code" and not found.join_code:
        found.join_code = new_code()
    found.version += 1
    found.changed_at = clock.now()
    events.record(session, "campaign.changed", found.slug)


def stored(outline: MultiPolygon | None) -> Any:
    """A perimeter for the database; nothing for the whole town."""
    return None if outline is None else spatial.stored(outline)


def outline_of(found: Campaign) -> Geometry | None:
    """The perimeter of a campaign that was read with it; nothing: the whole town."""
    return None if found.outline is None else spatial.shape_of(found.outline)


def marks_of(
    session: Session,
    found: Campaign,
    when: tuple[date, date],
    place: Geometry,
    told: Mapping[str, Any],
) -> list[str]:
    """Say what of an observation lies outside its campaign.

    when: its first and last possible day. told: its `territory` and its `cd_nom`, or None.
    """
    outline = outline_of(found)
    if outline is None:
        town = towns.served_town(session).code
        inside = commune_of(told["territory"] or "").code == commune_of(town).code
    else:
        inside = most_of(place, outline)
    species = {int(number) for number in found.species}
    wanted = _accepted(session, species)
    line = lineage(session, told["cd_nom"]) if wanted else set()
    return marks(found.starts, found.ends, wanted, Seen(*when, inside, line))


def _accepted(session: Session, cd_noms: Collection[int]) -> set[int]:
    """The accepted names that those looked for stand for."""
    return {taxon.cd_ref for taxon in taxa.known(session, cd_noms).values()} if cd_noms else set()


def lineage(session: Session, cd_nom: int | None) -> set[int]:
    """The accepted name of an observation and all those above it; nothing without a name."""
    taxon = taxa.of_cd_nom(session, cd_nom) if cd_nom is not None else None
    return {taxon.cd_ref, *taxa.ancestors(session, taxon.cd_ref)} if taxon else set()
