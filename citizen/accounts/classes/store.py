"""Keep classes, the phones that joined them, and the adult who holds them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.tables import Account, ClassGroup, ClassPhone, Token, WebSession
from config import clock
from config.problems import Problem

OPEN_FOR = timedelta(days=30)  # that a link lets phones in
MOST_PHONES = 60
MOST_CLASSES = 30  # of one adult


def make(session: Session, holder: int, name: str, *, signs: bool) -> ClassGroup:
    """Make a class that an adult holds."""
    theirs = select(func.count()).where(ClassGroup.holder_id == holder)
    if (session.scalar(theirs) or 0) >= MOST_CLASSES:
        raise Problem("too-many-classes", maximum=MOST_CLASSES)
    made = ClassGroup(holder_id=holder, name=name, signs=signs, **_open_until())
    session.add(made)
    session.flush()
    return made


def _open_until() -> dict[str, object]:
    now = clock.now()
    return {"created_at": now, "closes_at": now + OPEN_FOR}


def held(session: Session, uuid: UUID, holder: int) -> ClassGroup:
    """Find a class of an adult, or say there is none."""
    asked = select(ClassGroup).where(ClassGroup.uuid == uuid, ClassGroup.holder_id == holder)
    found = session.scalar(asked)
    if found is None:
        raise Problem("not-found")
    return found


def held_by(session: Session, holder: int) -> Sequence[ClassGroup]:
    theirs = select(ClassGroup).where(ClassGroup.holder_id == holder)
    return session.scalars(theirs.order_by(ClassGroup.id)).all()


def of_uuid(session: Session, uuid: UUID) -> ClassGroup | None:
    return session.scalar(select(ClassGroup).where(ClassGroup.uuid == uuid))


def join(session: Session, joined: ClassGroup) -> Account:
    """Let a phone in: an account of its own, that nobody has put a name to."""
    session.refresh(joined, with_for_update=True)
    if joined.closes_at < clock.now():
        raise Problem("class-closed")
    if len(phones(session, joined)) >= MOST_PHONES:
        raise Problem("class-full", maximum=MOST_PHONES)
    signed = {"name": joined.name, "signs": True} if joined.signs else {}
    phone = accounts.open_account(session, "class", **signed)
    session.add(ClassPhone(account_id=phone.id, class_id=joined.id))
    session.flush()
    return phone


def phones(session: Session, joined: ClassGroup) -> Sequence[int]:
    theirs = select(ClassPhone.account_id).where(ClassPhone.class_id == joined.id)
    return session.scalars(theirs.order_by(ClassPhone.id)).all()


def phones_of(session: Session, holder: int) -> Sequence[int]:
    """Return the accounts of all the phones an adult holds."""
    theirs = select(ClassPhone.account_id).join(ClassGroup, ClassGroup.id == ClassPhone.class_id)
    return session.scalars(theirs.where(ClassGroup.holder_id == holder)).all()


def holder_of(session: Session, phone: int) -> int | None:
    """Return the adult who holds a phone's account, when it is of a class."""
    held_here = select(ClassGroup.holder_id).join(ClassPhone, ClassPhone.class_id == ClassGroup.id)
    return session.scalar(held_here.where(ClassPhone.account_id == phone))


def reader(session: Session, author: Account) -> Account:
    """Return who reads the letters to an author: of a class, the adult."""
    holder = holder_of(session, author.id) if author.kind == "class" else None
    return session.get_one(Account, holder) if holder else author


def written_to(session: Session, author: int) -> Account | None:
    """Return who a letter to an author (their row) goes to; nothing when none can be written."""
    account = session.get(Account, author)
    reading = reader(session, account) if account else None
    return reading if reading and reading.email else None


def renew(session: Session, joined: ClassGroup) -> None:
    """Give a class another link, for as long again: the one before lets nobody in."""
    joined.edition += 1
    joined.closes_at = clock.now() + OPEN_FOR
    session.flush()


def end(session: Session, joined: ClassGroup) -> None:
    """Let nobody in any more, and sign every phone out; what they sent stays the class's."""
    joined.closes_at = clock.now()
    theirs = phones(session, joined)
    session.execute(delete(Token).where(Token.account_id.in_(theirs)))
    ended = update(WebSession).where(WebSession.account_id.in_(theirs))
    session.execute(ended.values(expires_at=clock.now()))


def forget(session: Session, holder: int) -> None:
    """Forget the classes of an adult who leaves; their phones' accounts are closed apart."""
    theirs = select(ClassGroup.id).where(ClassGroup.holder_id == holder)
    session.execute(delete(ClassPhone).where(ClassPhone.class_id.in_(theirs)))
    session.execute(delete(ClassGroup).where(ClassGroup.holder_id == holder))
