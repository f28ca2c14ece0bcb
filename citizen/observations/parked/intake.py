"""Take in what an author does, in whatever order a phone sends it, however often.

What names the version it follows may come before it: it is parked, and applied in the transaction
that brings that version. What was done already is known again by its digest, and changes nothing.
"""

from collections.abc import Set
from typing import NamedTuple
from uuid import UUID

from citizen.observations import intake, store
from citizen.observations.arrival import store as arrival
from citizen.observations.intake import Kept
from citizen.observations.parked import rules
from citizen.observations.parked import store as parked
from citizen.observations.parked.rules import MAX_PARKED, WITHDRAWAL, Late
from citizen.observations.parked.tables import Parked
from citizen.observations.quotas import store as quotas
from citizen.observations.revisions import intake as revisions
from citizen.observations.revisions import store as former
from citizen.observations.revisions.tables import Proposal
from citizen.observations.rules import Seen, Submission, seen_of, tag
from citizen.observations.tables import Message, Observation
from config import events
from config.database import Session
from config.problems import Problem

Examined = tuple[Submission, str]
Waits = Parked | Proposal


class Author(NamedTuple):
    """Who sends, the version they saw as its tag is written, and for what they parked something.

    waited_for: looked up once for many sendings; None: not looked up yet.
    """

    id: int
    seen: str | None = None
    waited_for: Set[UUID] | None = None


def put(session: Session, uuid: UUID, examined: Examined, author: Author) -> Kept | Waits:
    """Keep an examined sending, or correct the observation that bears its identifier."""
    if author.seen is None:
        return _sent(session, uuid, examined, author)
    seen = _seen(author.seen, uuid)
    found = _theirs(session, uuid, author.id)
    intake.join(session, examined[0], author.id, but=found.campaign if found else "")
    late = rules.correction(seen.version, examined[0].told(), examined[1])
    if found is None:
        return _park(session, uuid, author.id, late)
    intake.refuse_withdrawn(session, found)
    before = found.version
    done = revisions.correct(session, found, examined, seen)
    if done is None:
        return _park(session, uuid, author.id, late)
    follow(session, found)
    if isinstance(done, Proposal):
        return done
    return _kept(session, found, is_changed=found.version > before)


def _kept(session: Session, found: Observation, *, is_changed: bool) -> Kept:
    """What became of what was known already: looked at again if it is another version."""
    look = arrival.look if is_changed else intake.known_flags
    return Kept(found, store.missing_photos(session, found), False, look(session, found))


def _sent(session: Session, uuid: UUID, examined: Examined, author: Author) -> Kept:
    """Keep a first sending, and apply what came before it; or know it again."""
    submission, group = examined
    found, is_new = intake.keep(session, uuid, submission, author.id, group=group)
    if is_new:
        quotas.count_observation(session, author.id)
        is_awaited = (
            parked.is_awaited(session, author.id, uuid)
            if author.waited_for is None
            else uuid in author.waited_for
        )
        moved = is_awaited and follow(session, found)
        missing = store.missing_photos(session, found) if moved else list(submission.photos)
        return Kept(found, missing, True, arrival.look(session, found))
    digest = submission.digest()
    if found.digest != digest and former.digest_of(session, found, 1) != digest:
        raise Problem("other-content", etag=tag(uuid, found.version, found.turn))
    return _kept(session, found, is_changed=False)


def withdraw(session: Session, uuid: UUID, author: Author, why: str = "") -> Parked | None:
    """Withdraw an observation, or park that until the version its author saw is there."""
    seen = _seen(author.seen or "", uuid)
    found = _theirs(session, uuid, author.id)
    if found is not None and found.status == "withdrawn":
        return None
    if found is None or revisions.is_ahead(session, found, seen):
        return _park(session, uuid, author.id, rules.withdrawal(seen.version, why))
    if seen.version < found.version:
        raise Problem("stale-version", etag=tag(uuid, found.version, found.turn))
    intake.withdraw(session, found, why)
    return None


def say(
    session: Session, found: Observation, speaker: tuple[int, str], body: str, key: str | None
) -> Message:
    """Add a sentence to the conversation; one of the same key is the one that is there."""
    account, by = speaker
    said, is_new = store.say(session, found, speaker, body, key)
    if is_new:
        events.record(session, f"message.{by}", found.uuid, account, body=body)
    elif (said.observation_id, said.body) != (found.id, body):
        raise Problem("other-message")
    return said


def say_later(session: Session, uuid: UUID, author: int, body: str, key: str) -> Parked:
    """Park a sentence about an observation that is not there."""
    return _park(session, uuid, author, rules.message(key, body))


def hold(session: Session, author: int) -> set[UUID]:
    """Take in alone what an author sends; say for which observations they parked something."""
    parked.alone(session, author)
    return parked.waited_for(session, author)


def _seen(written: str, uuid: UUID) -> Seen:
    seen = seen_of(written, uuid)
    if seen is None:
        raise Problem("stale-version")
    return seen


def _theirs(session: Session, uuid: UUID, author: int) -> Observation | None:
    """An observation of the author, kept to this transaction; another's is as if not there."""
    parked.alone(session, author)
    found = store.find(session, uuid)
    if found is None or found.author_id != author:
        return None
    intake.hold(session, found)
    return found


def _park(session: Session, uuid: UUID, author: int, late: Late) -> Parked:
    if parked.count(session, author) >= MAX_PARKED:
        raise Problem("too-many-parked", maximum=MAX_PARKED)
    one = parked.keep(session, author, uuid, late)
    if late.key == WITHDRAWAL:  # of several, the one that is due first
        one.version = min(one.version, late.version)
    elif one.content != late.content:
        raise Problem("other-message" if late.key.startswith("message ") else "stale-version")
    return one


def follow(session: Session, found: Observation) -> bool:
    """Apply what was waiting for an observation, as far as it goes; say whether anything was."""
    waiting = parked.of(session, found.author_id, found.uuid)
    done = [
        one
        for one in sorted(waiting, key=lambda one: rules.order(one.key, one.version))
        if _apply(session, found, one)
    ]
    for one in done:
        parked.forget(session, one)
    return bool(done)


def _apply(session: Session, found: Observation, one: Parked) -> bool:
    """Apply one of what waits, whose turn it is; what is too early, or refused, is left alone."""
    try:
        if one.key.startswith("message "):
            speaker, key = (found.author_id, "author"), one.key.removeprefix("message ")
            say(session, found, speaker, one.content["body"], key)
            return True
        seen = Seen(one.version, found.turn)  # only its author changes what an observation says
        if one.key != WITHDRAWAL:
            new = Submission.kept(one.content["submission"]), one.content["group"]
            return revisions.correct(session, found, new, seen) is not None
        if not revisions.is_ahead(session, found, seen):
            intake.withdraw(session, found, one.content.get("why", ""))
            return True
    except Problem:
        pass
    return False
