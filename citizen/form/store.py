"""Know a browser; find what its person sent, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from shapely import Geometry
from shapely.geometry import mapping
from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.rules import SESSION_LASTS, Caller, digest
from citizen.accounts.tables import WebSession
from citizen.campaigns import store as campaigns
from citizen.campaigns.tables import Campaign
from citizen.evidence.intake import conflicts_of
from citizen.form.history import DECIDED, Happening, happenings, state
from citizen.observations import store as observations
from citizen.observations.access import own, precision_of
from citizen.observations.parked import intake as parked
from citizen.observations.revisions import store as revisions
from citizen.observations.rules import DECIDED_STATUSES, OPEN_STATUSES
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from citizen.plausibility import store as plausibility
from citizen.sounds import store as sounds
from config import clock, events, towns
from config.database import reading, transaction
from config.engines import insert_once
from config.events import Event
from config.protocols import protocol
from reference.ornamentals import store as ornamentals
from reference.taxa.tables import Taxon
from reference.territories import store as territories

RECENT = timedelta(days=30)


class Sending(NamedTuple):
    """An observation in its author's list."""

    observation: Observation
    state: str
    photo: UUID | None
    answer: Happening | None  # the last decision


def has_ended(session: Session, cookie: str) -> bool:
    """Whether a cookie once stood for someone and no longer does: it must not serve again."""
    known = select(WebSession.id).where(WebSession.digest == digest(cookie))
    return session.scalar(known) is not None and accounts.by_session(session, cookie) is None


def welcome(session: Session, cookie: str) -> Caller | None:
    """Open an anonymous account for a browser, under the cookie its page gave it.

    A double click sends two requests at one instant: the unique key makes them one account.
    Nothing comes back for a cookie whose session has ended.
    """
    known = accounts.by_session(session, cookie)
    if known is not None:
        return known
    opened, now = accounts.open_account(session, "device"), clock.now()
    made = insert_once(session, WebSession, ("digest",)).values(
        account_id=opened.id, digest=digest(cookie), created_at=now, expires_at=now + SESSION_LASTS
    )
    if session.scalar(made.returning(WebSession.id)) is None:
        session.delete(opened)
        session.flush()
    return accounts.by_session(session, cookie)


def published_as_of(session: Session, protocol: str) -> datetime | None:
    """Up to when the last release of a dataset knows what changed, told by its event."""
    told = select(Event).where(Event.name == "release.published", Event.subject == protocol)
    last = session.scalar(told.order_by(Event.id.desc()).limit(1))
    return datetime.fromisoformat(last.details["as_of"]) if last else None


def delays(session: Session, protocol: str) -> Sequence[tuple[datetime, datetime]]:
    """When the observations lately decided were received, and decided."""
    decided = select(Observation.received_at, Observation.decided_at).where(
        Observation.protocol == protocol, Observation.decided_at > clock.now() - RECENT
    )
    rows = session.execute(decided.order_by(Observation.decided_at.desc()).limit(200))
    return [(received, answered) for received, answered in rows if answered]


def sendings(session: Session, author: int, before: int | None, limit: int) -> list[Sending]:
    """Return what an author sent, newest first, with its state and the last answer to it."""
    return of_many(session, [author], before, limit)


def of_many(
    session: Session, authors: Sequence[int], before: int | None, limit: int
) -> list[Sending]:
    """Return what some authors sent, as one would see it."""
    found = observations.of_authors(session, authors, before, limit)
    released = {p: published_as_of(session, p) for p in {one.protocol for one in found}}
    shown = thumbnails(session, [one.id for one in found])
    said = last_answers(session, [one.uuid for one in found])
    return [
        Sending(one, state(one, released[one.protocol]), shown.get(one.id), said.get(one.uuid))
        for one in found
    ]


def thumbnails(session: Session, numbers: Sequence[int]) -> dict[int, UUID]:
    """The first photo that can be shown of each observation."""
    ready = select(Photo.observation_id, Photo.uuid).where(
        Photo.observation_id.in_(numbers), Photo.is_ready.is_(True), Photo.left_at.is_(None)
    )
    rows = session.execute(ready.order_by(Photo.id.desc()))
    return {row.observation_id: row.uuid for row in rows}


def last_answers(session: Session, uuids: Sequence[UUID]) -> dict[UUID, Happening]:
    """The last decision on each observation."""
    subjects = [str(uuid) for uuid in uuids]
    decided = select(Event).where(Event.subject.in_(subjects), Event.name.in_(DECIDED))
    return {
        UUID(event.subject): told
        for event in session.scalars(decided.order_by(Event.id))
        for told in happenings([event])
    }


def whole(session: Session, found: Observation) -> dict[str, Any]:
    """All that an author may read of an observation of theirs."""
    shape = observations.place(found)
    territory = found.territory and territories.of_code(session, found.territory)
    known = photos.there(session, found.id)
    happened = events.about(session, str(found.uuid))
    story = happenings(happened, revisions.by_event(session, found, happened))
    return {
        "observation": found,
        "asked": protocol(found.protocol, found.protocol_version),
        "called": campaigns.calling(session, found.campaign),
        "state": state(found, published_as_of(session, found.protocol)),
        "photos": known,
        **changing(session, found),
        "sounds": sounds.of_observation(session, found.id),
        "conflicts": conflicts_of(found, known),
        "precision": precision_of(found),
        "flags": plausibility.of(session, found.id, found.version),
        "lacking": observations.missing_photos(session, found),
        "seen_at": datetime.fromisoformat(found.observed_text),
        "place": mapping(shape),
        "territory": territory,
        "story": story,
        "ornamental": found.ornamental_id and ornamentals.of_id(session, found.ornamental_id),
        "names": names(session, cited(story) | {found.held_cd_nom, found.cd_nom}),
    }


def changing(session: Session, found: Observation) -> dict[str, Any]:
    """Whether its author may still change an observation, and what they proposed already."""
    is_open = found.status in {*OPEN_STATUSES, *DECIDED_STATUSES} and found.emptied_at is None
    return {"correctable": is_open, "waits": revisions.waiting(session, found.id)}


def cited(story: Sequence[Happening]) -> set[int | None]:
    """The names of TAXREF that a story holds, those of what changed included."""
    changed = [
        change for one in story for change in one.changes if change.pointer == "/taxon/cd_nom"
    ]
    return {one.cd_nom for one in story} | {
        value for one in changed for value in (one.before, one.after)
    }


def names(session: Session, numbers: Collection[int | None]) -> dict[int, Taxon]:
    """The taxa of TAXREF under these numbers."""
    found = select(Taxon).where(Taxon.cd_nom.in_([one for one in numbers if one is not None]))
    return {taxon.cd_nom: taxon for taxon in session.scalars(found)}


def reply(uuid: UUID, author: Caller, body: str) -> None:
    """Add an author's words to the conversation."""
    with transaction() as session:
        found = own(session, uuid, author)
        parked.say(session, found, (author.id, "author"), body, None)


def calling(campaign: str) -> Campaign | None:
    """The campaign a form is filled in for."""
    if not campaign:
        return None
    with reading() as session:
        return campaigns.calling(session, campaign)


def outline(session: Session) -> Geometry | None:
    """The outline of the town, to show where it lies when no background map is set."""
    return territories.outline(session, towns.served_town(session).code)
