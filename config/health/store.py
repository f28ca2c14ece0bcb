"""Read what waits in the outbox, and at which revision the database is."""

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from config import clock, migrations
from config.database import Session, reading
from config.events import Event
from config.health.rules import AWAY, OK, OTHER
from config.towns import EVERY_TOWN


def database() -> dict[str, str]:
    """Say whether the database answers, and with the tables this code was written for."""
    try:
        with reading() as session:
            is_ours = migrations.current(session.connection()) == migrations.wanted()
    except SQLAlchemyError:
        return {"database": AWAY}
    return {"database": OK, "migrations": OK if is_ours else OTHER}


def outbox() -> dict[str, int] | None:
    """Count what waits in the outbox of all towns, and what failed; None if it cannot be read."""
    try:
        with reading() as session:
            return _outbox(session)
    except SQLAlchemyError:
        return None


def _outbox(session: Session) -> dict[str, int]:
    waiting = select(func.count(), func.min(Event.happened_at)).where(Event.state == "new")
    dead = select(func.count()).where(Event.state == "dead")
    count, oldest = session.execute(waiting, execution_options=EVERY_TOWN).one()
    return {
        "outbox_waiting": count,
        "outbox_oldest_s": int((clock.now() - oldest).total_seconds()) if oldest else 0,
        "dead_letters": session.scalar(dead, execution_options=EVERY_TOWN) or 0,
    }
