"""Know a browser; find what its person sent, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from shapely import Geometry
from shapely.geometry import mapping
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.rules import SESSION_LASTS, Caller, digest
from citizen.accounts.tables import WebSession
from citizen.campaigns import store as campaigns
from citizen.campaigns.tables import Campaign
from citizen.evidence.intake import conflicts_of
from citizen.form.history import Happening, happenings
from citizen.form.maps import Ring, rings
from citizen.observations import store as observations
from citizen.observations.access import own, precision_of
from citizen.observations.parked import intake as parked
from citizen.observations.revisions import store as revisions
from citizen.observations.revisions.store import Proposed
from citizen.observations.rules import DECIDED_STATUSES, OPEN_STATUSES
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from citizen.plausibility import store as plausibility
from citizen.progress import store as progress
from citizen.progress.store import Progress
from citizen.sounds import store as sounds
from config import clock, events, towns
from config.database import ask, engine, reading, transaction
from config.engines import insert_once
from config.protocols import protocol
from config.towns import is_served
from reference.ornamentals import store as ornamentals
from reference.taxa.tables import Taxon
from reference.territories import store as territories


class Sending(NamedTuple):
    """An observation in its author's list."""

    observation: Observation
    photo: UUID | None
    progress: Progress


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


def of_many(
    session: Session,
    authors: Sequence[int],
    before: int | None,
    limit: int,
    like: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Sending]:
    """Return what some authors sent, newest first, as one would see it."""
    found = observations.of_authors(session, authors, before, limit, like)
    shown, stands = thumbnails(session, [one.id for one in found]), progress.of_each(session, found)
    return [Sending(one, shown.get(one.id), stands[one.id]) for one in found]


SHOWN = (
    select(Photo.observation_id, Photo.uuid)
    .where(Photo.observation_id.in_(bindparam("numbers", expanding=True)))
    .where(Photo.is_ready.is_(True), Photo.left_at.is_(None), is_served(Photo))
    .order_by(Photo.id.desc())
)


def thumbnails(session: Session, numbers: Sequence[int]) -> dict[int, UUID]:
    """The first photo that can be shown of each observation."""
    if not numbers:
        return {}
    return {row.observation_id: row.uuid for row in ask(session, SHOWN, {"numbers": numbers})}


def whole(session: Session, found: Observation) -> dict[str, Any]:
    """All that an author may read of an observation of theirs."""
    shape = observations.place(found)
    territory = found.territory and territories.of_code(session, found.territory)
    known = photos.there(session, found.id)
    happened = events.about(session, str(found.uuid))
    made = revisions.proposed(session, found)
    story = happenings(happened, revisions.by_event(session, found, happened, made))
    standing = progress.of_story(session, found, happened).standing
    return {
        "observation": found,
        "asked": protocol(found.protocol, found.protocol_version),
        "called": campaigns.calling(session, found.campaign),
        "standing": standing,
        "state": standing.state,
        "photos": known,
        **changing(found, made),
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


def changing(found: Observation, made: Sequence[Proposed]) -> dict[str, Any]:
    """Whether its author may still change an observation, and what they proposed already."""
    is_open = found.status in {*OPEN_STATUSES, *DECIDED_STATUSES} and found.emptied_at is None
    waits = next((one for one in made if one[0].state == "waiting"), None)
    return {"correctable": is_open, "waits": waits and waits[0], "proposed_last": waits}


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
    known = [one for one in numbers if one is not None]
    found = select(Taxon).where(Taxon.cd_nom.in_(known))
    return {taxon.cd_nom: taxon for taxon in session.scalars(found)} if known else {}


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


COMMUNES = "communes"  # what the news of another vintage of them is about
_drawn: WeakKeyDictionary[Engine, dict[int, tuple[int, list[Ring]]]] = WeakKeyDictionary()


def town_rings(session: Session) -> list[Ring]:
    """The rings of the town's outline, drawn once for each vintage of the communes."""
    drawn, town = _drawn.setdefault(engine(), {}), towns.served()
    vintage, known = events.last_about(session, COMMUNES), drawn.get(town)
    if known is None or known[0] != vintage:
        known = drawn[town] = vintage, rings(outline(session))
    return known[1]


def outline(session: Session) -> Geometry | None:
    """The outline of the town, to show where it lies when no background map is set."""
    return territories.outline(session, towns.served_town(session).code)
