"""Close an account at once; then part its observations from whoever sent them, some at a time."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from shapely import Point
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from citizen.accounts.classes import store as classes
from citizen.accounts.rules import digest
from citizen.accounts.tables import Account, Mandate, SignInLink, Token, WebSession
from citizen.attaching.tables import AddressClaim
from citizen.leaving.rules import Sent
from citizen.observations import store as places
from citizen.observations.parked.tables import Parked
from citizen.observations.revisions.tables import Proposal
from citizen.observations.tables import Message, Observation, Revision
from citizen.outings import store as outings
from citizen.outings.tables import OutingMember
from citizen.photos import store as photos
from citizen.photos.rules import SIZES, copy_path, original_path
from citizen.photos.tables import Photo
from citizen.plausibility.tables import FlagRow
from citizen.push.tables import PushSubscription
from citizen.sounds import store as sounds
from citizen.sounds.rules import sound_path
from config import clock, events, spatial, towns
from config.engines import insert_once
from reference.sensitivity.rules import out_of_sight

PROOFS = (SignInLink, WebSession, AddressClaim, Mandate, PushSubscription, OutingMember)
TOGETHER = 50  # observations of one transaction


def counted(session: Session, author: int) -> Sent:
    """Count what someone has here, the phones of their classes included."""
    authors = [author, *classes.phones_of(session, author)]
    theirs = (Observation.author_id.in_(authors), Observation.status != "withdrawn")
    accepted = (*theirs, Observation.status == "accepted", Observation.level.in_((1, 2)))
    asked = (
        select(func.count()).where(*theirs),
        select(func.count()).where(*accepted),
        select(func.count()).where(*accepted, Observation.name_published.is_(True)),
        select(func.count()).select_from(Photo).join(Observation).where(*theirs),
        select(func.count()).where(Message.author_id.in_(authors), Message.by == "author"),
    )
    return Sent(*(session.scalar(one) or 0 for one in asked))


def close(session: Session, number: int, choice: str) -> None:
    """Empty an account: nothing proves it any more; done twice, it is done once.

    Its row stays, without a name unless it signs what is kept: decisions and events name it.
    Its tokens stay too, for a while: one that comes again is told that all is done.
    """
    account = session.get_one(Account, number, with_for_update=True)
    if account.kind == "erased":
        return
    for phone in classes.phones_of(session, number):
        close(session, phone, choice)
    classes.forget(session, number)
    outings.part(session, number)
    for proof in PROOFS:
        session.execute(delete(proof).where(proof.account_id == number))
    name = account.name if choice == "keep" else None
    account.kind, account.email, account.name, account.signs = "erased", None, name, False
    account.seen_at = account.warned_at = account.pseudo = None
    session.flush()
    events.record(session, "account.left", account.uuid, number, observations=choice)


def has_left(session: Session, secret: str) -> bool:
    """Whether a token was that of an account that is closed."""
    closed = select(Token.id).join(Account, Account.id == Token.account_id)
    asked = closed.where(Token.digest == digest(secret), Account.kind == "erased")
    return session.scalar(asked) is not None


def left(session: Session, author: int) -> list[Observation]:
    """Take some of the observations that still name who left."""
    theirs = select(Observation).where(Observation.author_id == author).order_by(Observation.id)
    return list(session.scalars(theirs.limit(TOGETHER).with_for_update()))


def nobody(session: Session) -> int:
    """The author of all that nobody is known to have sent: one for the town.

    One for all, and not one for each: two records of one person at one place stay as well
    protected as they were, and nothing tells any more which were of the same.
    """
    name = uuid5(NAMESPACE_URL, f"brindille:nobody:{towns.served()}")
    told = {"kind": "nobody", "language": "fr", "created_at": clock.now()}
    session.execute(insert_once(session, Account, ("uuid",)).values(uuid=name, **told))
    return session.scalars(select(Account.id).where(Account.uuid == name)).one()


def someone(session: Session, shell: int) -> int:
    """The author of answers that are counted by people: another, of whom nothing is known.

    Under nobody, the answers of all who left would count as those of one person. The shell
    remembers whom it made while its observations are parted, then forgets (`forget_link`).
    """
    account = session.get_one(Account, shell, with_for_update=True)
    if account.joined_id is None:
        made = Account(kind="nobody", created_at=clock.now())
        session.add(made)
        session.flush()
        account.joined_id = made.id
    return account.joined_id


def forget_link(session: Session, shell: int) -> None:
    session.get_one(Account, shell, with_for_update=True).joined_id = None


def forget_words(session: Session, author: int) -> None:
    """Forget what someone wrote in conversations, where it was said and where it was told."""
    said = update(Message).where(Message.author_id == author, Message.by == "author")
    session.execute(said.values(body="…", key=None, author_id=nobody(session)))
    session.execute(delete(Parked).where(Parked.author_id == author))
    for name in ("message.author", "observation.withdrawn"):
        events.told_otherwise(session, author, {"name": name}, details={})


def part(session: Session, found: Observation, by: int) -> None:
    """Part an observation from whoever sent it: former versions, words, camera, authorship."""
    former, found.author_id = found.author_id, by
    found.comment, found.name_published, found.changed_at = "", False, clock.now()
    found.turn += 1
    for table in (Revision, Proposal, FlagRow):  # a flag may tell of the person
        session.execute(delete(table).where(table.observation_id == found.id))
    silent = update(Photo).where(Photo.observation_id == found.id)
    session.execute(silent.values(taken="", longitude=None, latitude=None, direction=None))
    events.told_otherwise(session, former, {"subject": str(found.uuid)}, actor_id=by)


def refused(session: Session, before: datetime) -> list[Observation]:
    """Take some observations that were rejected or withdrawn before a moment, and not emptied."""
    ended = select(Observation).where(
        Observation.status.in_(("rejected", "withdrawn")),
        Observation.changed_at < before,
        Observation.emptied_at.is_(None),
    )
    return list(session.scalars(ended.order_by(Observation.id).limit(TOGETHER).with_for_update()))


def empty(session: Session, found: Observation) -> None:
    """Leave of an observation that is not published that it was, some ten kilometres around."""
    session.execute(delete(Revision).where(Revision.observation_id == found.id))
    silent = update(Photo).where(Photo.observation_id == found.id)
    session.execute(silent.values(taken="", longitude=None, latitude=None, direction=None))
    found.comment, found.emptied_at = "", clock.now()
    found.turn += 1
    middle = places.place(found).centroid
    found.place = spatial.stored(Point(round(middle.x, 1), round(middle.y, 1)))
    # What hid the place stays: it hides that of later visits too.
    kept = {"seen_from_public_space": "no"} if out_of_sight(found.answers) else {}
    found.accuracy_m, found.answers, found.photos_declared = None, kept, []
    found.cited_name = found.wikidata = found.origin = ""


def forget_photos(session: Session, found: Observation, *, all_of_them: bool) -> list[str]:
    """Forget the originals of an observation, or its copies too; return the files to remove.

    Of one whose copies are not made yet the original stays, until the town's retention ends.
    """
    removed = []
    for photo in photos.of_observation(session, found.id):
        if photo.is_ready or all_of_them:
            photo.original_forgotten_at = photo.original_forgotten_at or clock.now()
            removed.append(original_path(photo.sha256))
        if all_of_them:
            names = (photo.uuid, *photos.former_names(session, photo))
            removed += [copy_path(name, size) for name in names for size in SIZES]
            photo.is_hidden, photo.is_ready = True, False
    for sound in sounds.of_observation(session, found.id) if all_of_them else ():
        removed.append(sound_path(sound.uuid, sound.media_type))
        session.delete(sound)
    return removed


def forget_tokens(session: Session, before: datetime) -> None:
    """Forget the tokens of accounts that were closed long ago."""
    closed = select(Account.id).where(Account.kind == "erased")
    session.execute(delete(Token).where(Token.account_id.in_(closed), Token.created_at < before))
