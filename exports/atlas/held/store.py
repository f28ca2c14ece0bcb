"""Hold what is published, and read it again as soon as news may change it: one reader at a time."""

from bisect import insort
from collections.abc import Mapping, Set
from dataclasses import replace
from threading import Lock
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.observations.visits.store import all_links, links_of
from config import clock, towns
from config.database import engine
from config.events import Event
from config.protocols import PROTOCOLS
from exports import store as published
from exports.atlas.held.rules import FEW, SINGLE, UNFELT, WINDOW, Held, by_records
from exports.atlas.rules import Entry, entry

# Of the towns of a database, as long as it is open.
_held: WeakKeyDictionary[Engine, dict[int, Held]] = WeakKeyDictionary()
_turn = Lock()


def held(session: Session) -> Held:
    """Every published record, as the last news left it."""
    found = _current(session)
    if found is None:
        with _turn:
            found = _current(session) or _made(session)
            _held.setdefault(engine(), {})[towns.served()] = found
    return found


def _current(session: Session) -> Held | None:
    """What is held, where nothing happened since that may change it."""
    known = _held.get(engine(), {}).get(towns.served())
    is_good = known is not None and known.serves(clock.now()) and known.seen == _news(session)
    return known if is_good else None


def _news(session: Session) -> frozenset[int]:
    """The last news that may change what is published: numbers, for one may come late."""
    felt = select(Event.id).where(Event.name.not_in(UNFELT))
    return frozenset(session.scalars(felt.order_by(Event.id.desc()).limit(WINDOW)))


def _made(session: Session) -> Held:
    """Read again what news tells of, or all of it."""
    known, now, seen = _held.get(engine(), {}).get(towns.served()), clock.now(), _news(session)
    if known is not None and known.serves(now) and (len(seen) < WINDOW or known.seen & seen):
        touched = _alone(session, seen - known.seen)
        if touched is not None and known.together.isdisjoint(touched):
            mended = _mended(session, known.entries, touched)
            return replace(known, seen=seen, entries=mended, _species={})
    entries, together = all_of_it(session)
    return Held(seen, now, clock.now() - now, entries, together)


def _alone(session: Session, fresh: Set[int]) -> dict[UUID, str] | None:
    """The observations that fresh news tells of, each told alone, with its protocol; or nothing."""
    if len(fresh) > FEW:
        return None
    news = session.execute(select(Event.name, Event.subject).where(Event.id.in_(fresh))).all()
    if any(one.name not in SINGLE for one in news):
        return None
    wanted = {UUID(one.subject) for one in news}
    asked = select(Observation.uuid, Observation.protocol).where(Observation.uuid.in_(wanted))
    found = {one.uuid: one.protocol for one in session.execute(asked)}
    is_whole = found.keys() == wanted and set(found.values()) <= {*by_records()}
    return found if is_whole and links_of(session, *wanted) == dict.fromkeys(wanted) else None


def _mended(
    session: Session, entries: tuple[Entry, ...], touched: Mapping[UUID, str]
) -> tuple[Entry, ...]:
    """The same, some observations read again: each in its place, or gone."""
    order = {code: place for place, code in enumerate(by_records())}

    def place(one: Entry) -> tuple[int, str]:
        return order[one.protocol], str(one.uuid)

    kept = [one for one in entries if one.uuid not in touched]
    for uuid, code in touched.items():
        record = next(published.published(session, PROTOCOLS[code], only=uuid), None)
        if record is not None:
            insort(kept, entry(record, code), key=place)
    return tuple(kept)


def all_of_it(session: Session) -> tuple[tuple[Entry, ...], frozenset[UUID]]:
    """Every published record as lists tell it; which observations are told with another."""
    entries = [
        entry(record, code)
        for code in by_records()
        for record in published.published(session, PROTOCOLS[code])
    ]
    together = (uuid for code in by_records() for uuid in all_links(session, code))
    return tuple(entries), frozenset(together)
