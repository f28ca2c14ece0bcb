"""Keep webhooks and their calls; claim one that is due, note what came of it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from config import clock, signing
from config.engines import insert_once
from config.problems import Problem
from config.towns import EVERY_TOWN
from exports.webhooks.rules import BOTH_VALID, MOST
from exports.webhooks.tables import Delivery, Told, Webhook

LEASE = timedelta(minutes=2)  # longer than any call


def key(hook: Webhook, edition: int) -> bytes:
    """A secret of a webhook, made anew each time: none is kept."""
    return signing.derived(f"webhook:{hook.uuid}:{edition}")


def keys(hook: Webhook) -> list[bytes]:
    """The secrets that are valid now, the newest first."""
    valid = [key(hook, hook.edition)]
    if hook.former_until is not None and hook.former_until > clock.now():
        valid.append(key(hook, hook.edition - 1))
    return valid


def listed(
    session: Session, organisations: Collection[str], after: int = 0, limit: int = 1000
) -> Sequence[Webhook]:
    """Return the webhooks of some organisations, in the order they were made."""
    theirs = select(Webhook).where(Webhook.organisation.in_(organisations), Webhook.id > after)
    return session.scalars(theirs.order_by(Webhook.id).limit(limit)).all()


def find(
    session: Session, uuid: UUID, organisations: Collection[str], *, to_change: bool = True
) -> Webhook:
    """Find a webhook of one of these organisations; another's is not said to exist."""
    theirs = select(Webhook).where(Webhook.uuid == uuid, Webhook.organisation.in_(organisations))
    found = session.scalar(theirs.with_for_update() if to_change else theirs)
    if found is None:
        raise Problem("not-found")
    return found


def add(session: Session, organisation: str, holder: int, **told: Any) -> Webhook:
    count = select(func.count()).where(Webhook.organisation == organisation)
    if (session.scalar(count) or 0) >= MOST:
        raise Problem("too-many-webhooks", maximum=MOST)
    made = Webhook(organisation=organisation, holder_id=holder, made_at=clock.now(), **told)
    session.add(made)
    session.flush()
    return made


def rotate(hook: Webhook) -> None:
    """Give a webhook another secret; the one before is valid beside it for a while."""
    hook.edition += 1
    hook.former_until = clock.now() + BOTH_VALID
    hook.version += 1


def remove(session: Session, hook: Webhook) -> None:
    """Forget a webhook, and all that it was told."""
    for table in (Delivery, Told):
        session.execute(delete(table).where(table.webhook_id == hook.id))
    session.delete(hook)


def begin_anew(hook: Webhook) -> None:
    hook.state, hook.failures = "on", 0
    hook.failing_since = hook.rests_until = None


def listening(session: Session) -> Sequence[Webhook]:
    return session.scalars(select(Webhook).where(Webhook.state == "on").order_by(Webhook.id)).all()


def tell(session: Session, hook: Webhook, **told: Any) -> bool:
    """Keep a call to make; say whether it is new: the same news is told once."""
    now = clock.now()
    made = insert_once(session, Delivery, ("webhook_id", "event"))
    made = made.values(webhook_id=hook.id, begun_at=now, not_before=now, **told)
    return session.scalar(made.returning(Delivery.id)) is not None


def note_public(session: Session, hook: Webhook, subject: UUID) -> None:
    made = insert_once(session, Told, ("webhook_id", "subject"))
    session.execute(made.values(webhook_id=hook.id, subject=subject))


def forget_public(session: Session, hook: Webhook, subject: UUID) -> bool:
    """Note that something is no longer public; say whether this webhook knew that it was."""
    known = delete(Told).where(Told.webhook_id == hook.id, Told.subject == subject)
    return session.scalar(known.returning(Told.id)) is not None


def claim(session: Session) -> tuple[Delivery, Webhook] | None:
    """Take the oldest call that is due, of whatever town, for as long as a call may last."""
    now = clock.now()
    rests = or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now)
    is_due = (Delivery.state == "waiting", Delivery.not_before <= now)
    due = select(Delivery.id).join(Webhook, Webhook.id == Delivery.webhook_id)
    due = due.where(*is_due, Webhook.state == "on", rests).order_by(Delivery.not_before).limit(1)
    first = session.scalar(
        due.with_for_update(of=Delivery, skip_locked=True), execution_options=EVERY_TOWN
    )
    mine = update(Delivery).where(Delivery.id == first, *is_due)
    mine = mine.values(not_before=now + LEASE, attempts=Delivery.attempts + 1, tried_at=now)
    taken = session.scalar(mine.returning(Delivery), execution_options=EVERY_TOWN)
    if taken is None:
        return None
    whose = select(Webhook).where(Webhook.id == taken.webhook_id)
    return taken, session.scalars(whose, execution_options=EVERY_TOWN).one()


def held(session: Session, delivery: int) -> tuple[Delivery, Webhook] | None:
    """Find a call again once it was made, kept to this transaction; it may be gone."""
    rows = select(Webhook, Delivery).join(Delivery, Delivery.webhook_id == Webhook.id)
    row = session.execute(rows.where(Delivery.id == delivery).with_for_update()).first()
    return (row[1], row[0]) if row else None


def calls(
    session: Session, hook: Webhook, state: str = "", before: int | None = None, limit: int = 25
) -> Sequence[Delivery]:
    """Return the calls of a webhook, the newest first."""
    made = select(Delivery).where(Delivery.webhook_id == hook.id)
    if state:
        made = made.where(Delivery.state == state)
    if before is not None:
        made = made.where(Delivery.id < before)
    return session.scalars(made.order_by(Delivery.id.desc()).limit(limit)).all()


def counts(session: Session, hook: Webhook) -> dict[str, int]:
    counted = select(Delivery.state, func.count()).where(Delivery.webhook_id == hook.id)
    return {row[0]: row[1] for row in session.execute(counted.group_by(Delivery.state))}


def replay(session: Session, hook: Webhook, only: UUID | None = None) -> int:
    """Make calls anew: one, or all that were given up; say how many."""
    now = clock.now()
    again = update(Delivery).where(Delivery.webhook_id == hook.id, Delivery.state != "waiting")
    again = again.where(Delivery.uuid == only if only else Delivery.state == "dead")
    again = again.values(state="waiting", attempts=0, not_before=now, begun_at=now)
    return len(session.scalars(again.returning(Delivery.id)).all())


def give_up(session: Session, hook: Webhook) -> None:
    """Give up what waits for a webhook that is called no more: it may be made anew later."""
    left = update(Delivery).where(Delivery.webhook_id == hook.id, Delivery.state == "waiting")
    session.execute(left.values(state="dead"))


def forget_old(session: Session, before: datetime) -> None:
    """Forget the calls that ended before an instant."""
    ended = Delivery.state != "waiting", func.coalesce(Delivery.tried_at, Delivery.begun_at)
    session.execute(delete(Delivery).where(ended[0], ended[1] < before))


def of_uuid(session: Session, uuid: UUID) -> Webhook | None:
    return session.scalar(select(Webhook).where(Webhook.uuid == uuid))
