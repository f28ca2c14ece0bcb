"""Read all that a person sent, some at a time, and what became of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from citizen.accounts.classes.store import phones_of
from citizen.accounts.tables import Account, Mandate, Token, WebSession
from citizen.conversations.routes import happening
from citizen.observations.revisions.tables import Proposal
from citizen.observations.routes import as_told
from citizen.observations.store import all_missing_photos
from citizen.observations.tables import Message, Observation, Revision
from citizen.outings import store as outings
from citizen.outings.tables import Outing
from citizen.own_data.rules import photo_name
from citizen.photos.tables import Photo
from citizen.push.tables import PushSubscription
from citizen.sounds.rules import KINDS
from citizen.sounds.tables import SoundRow
from config.database import reading
from config.events import Event

TOGETHER = 50  # observations read at one time


def account(session: Session, number: int) -> dict[str, Any]:
    """What is kept of a person: all but the digests of their secrets."""
    held = session.get_one(Account, number)
    roles = session.scalars(select(Mandate).where(Mandate.account_id == number)).all()
    tokens = select(Token.created_at).where(Token.account_id == number)
    opened = select(WebSession.created_at).where(WebSession.account_id == number)
    told = select(PushSubscription.made_at).where(PushSubscription.account_id == number)
    shells = select(func.count()).where(Account.joined_id == number)
    return {
        "uuid": held.uuid,
        "kind": held.kind,
        "email": held.email,
        "name": held.name,
        "language": held.language,
        "name_published": held.signs,
        "pseudo": held.pseudo,
        "single_keys": held.single_keys,
        "created_at": held.created_at,
        "seen_at": held.seen_at,
        "roles": [{"role": one.role, "organisation": one.organisation} for one in roles],
        "phones_since": session.scalars(tokens.order_by(Token.created_at)).all(),
        "sessions_since": session.scalars(opened.order_by(WebSession.created_at)).all(),
        "phones_told_since": session.scalars(told.order_by(PushSubscription.id)).all(),
        "phones_joined": session.scalar(shells),
        "outings_held": [_outing(one) for one in outings.held_by(session, number)],
        "outings_joined": [_outing(one) for one in outings.joined_by(session, number)],
    }


def _outing(one: Outing) -> dict[str, Any]:
    return {"name": one.name, "starts_at": one.starts_at, "ends_at": one.ends_at}


def pages(author: int) -> Iterator[list[Observation]]:
    """Yield a person's observations, and their classes', some at a time, oldest first.

    No reading stays open in between: whoever takes them away may be slow.
    """
    with reading() as session:
        authors = [author, *phones_of(session, author)]
    after = 0
    while True:
        query = select(Observation).where(
            Observation.author_id.in_(authors), Observation.id > after
        )
        query = query.options(undefer(Observation.place)).order_by(Observation.id).limit(TOGETHER)
        with reading() as session:
            found = list(session.scalars(query))
        if not found:
            return
        yield found
        after = found[-1].id


def described(author: int) -> Iterator[dict[str, Any]]:
    """Yield each observation as its author reads it."""
    for found in pages(author):
        with reading() as session:
            missing = all_missing_photos(session, found)
        yield from (as_told(one, missing[one.id]) for one in found)


def whole(author: int) -> Iterator[dict[str, Any]]:
    """Yield each observation with its versions, its conversation, its decisions, its photos."""
    for found in pages(author):
        numbers = [one.id for one in found]
        with reading() as session:
            missing = all_missing_photos(session, found)
            former = _grouped(session, Revision, numbers)
            said = _grouped(session, Message, numbers)
            proposed = _grouped(session, Proposal, numbers)
            taken = _grouped(session, Photo, numbers)
            happened = _happened(session, found)
        for one in found:
            yield as_told(one, missing[one.id]) | {
                "former_versions": [_revision(each) for each in former[one.id]],
                "proposed_versions": [_proposal(each) for each in proposed[one.id]],
                "messages": [message(each) for each in said[one.id]],
                "history": [happening(one, each) for each in happened[str(one.uuid)]],
                "photo_files": [_photo(one, n, each) for n, each in enumerate(taken[one.id], 1)],
            }


def _grouped(session: Session, table: Any, numbers: Sequence[int]) -> Mapping[int, list[Any]]:
    rows = select(table).where(table.observation_id.in_(numbers)).order_by(table.id)
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in session.scalars(rows):
        grouped[row.observation_id].append(row)
    return grouped


def _happened(session: Session, found: Sequence[Observation]) -> Mapping[str, list[Event]]:
    subjects = [str(one.uuid) for one in found]
    told = select(Event).where(Event.subject.in_(subjects)).order_by(Event.id)
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in session.scalars(told):
        grouped[event.subject].append(event)
    return grouped


def _revision(one: Revision) -> dict[str, Any]:
    return {"version": one.version, "replaced_at": one.replaced_at, "content": one.content}


def _proposal(one: Proposal) -> dict[str, Any]:
    told = {"version": one.version, "state": one.state, "answer": one.answer}
    return told | {"proposed_at": one.proposed_at, "content": one.content}


def message(one: Message) -> dict[str, Any]:
    return {"sent_at": one.sent_at, "by": one.by, "body": one.body}


def _named(found: Observation, number: int, one: Photo) -> str:
    is_copy = one.original_forgotten_at is not None
    return photo_name(found.uuid, number, one.media_type, is_copy=is_copy)


def _photo(found: Observation, number: int, one: Photo) -> dict[str, Any]:
    return {
        "file": _named(found, number, one),
        "sha256": one.sha256,
        "received_at": one.received_at,
        "taken": one.taken,
        "longitude": one.longitude,
        "latitude": one.latitude,
        "direction": one.direction,
    }


def messages(author: int) -> Iterator[dict[str, Any]]:
    """Yield every sentence of the conversations about someone's observations."""
    for found in pages(author):
        with reading() as session:
            said = _grouped(session, Message, [one.id for one in found])
        for one in found:
            yield from ({"observation": one.uuid, **message(each)} for each in said[one.id])


def photos(author: int) -> Iterator[tuple[str, Photo]]:
    """Yield each photo under its name in the archive."""
    for found in pages(author):
        with reading() as session:
            taken = _grouped(session, Photo, [one.id for one in found])
        for one in found:
            for number, photo in enumerate(taken[one.id], 1):
                yield _named(one, number, photo), photo


def sounds(author: int) -> Iterator[tuple[str, SoundRow]]:
    """Yield each sound under its name in the archive."""
    for found in pages(author):
        with reading() as session:
            heard = _grouped(session, SoundRow, [one.id for one in found])
        for one in found:
            for number, sound in enumerate(heard[one.id], 1):
                yield f"sounds/{one.uuid}/{number}.{KINDS[sound.media_type]}", sound
