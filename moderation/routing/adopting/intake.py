"""Try rules on what waits, put them in force; follow the file of the home, and write it."""

import logging
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from citizen.observations.tables import Observation
from config.database import Session, reading, transaction
from config.places import Fault
from config.problems import Problem, told
from moderation.queues.tables import Waiting
from moderation.routing import placing, store
from moderation.routing.anew import store as anew
from moderation.routing.reading import MAX_CHARACTERS, read
from moderation.routing.rules import Rulebook, desk_for, is_well_placed
from moderation.routing.subjects.store import subjects
from moderation.routing.tables import RoutingRules

FILE = "routing.toml"  # of the home
PAUSE_S = 2.0  # between two looks at it
SHOWN = 20  # observations told one by one

log = logging.getLogger(__name__)


class Move(NamedTuple):
    """An observation that would go from one desk to another."""

    observation: Observation
    before: str
    after: str


class Plan(NamedTuple):
    """What rules would change, of all that waits now."""

    waiting: int
    moves: Counter[tuple[str, str]]  # from, to
    some: list[Move]


def plan(session: Session, written: str) -> Plan:
    """Say what would move if these rules were in force; nothing is changed."""
    book = store.placed(session, checked(written))
    found, counted = Plan(0, Counter(), []), 0
    for rows in _all_that_waits(session):
        counted += len(rows)
        for move in _moves(session, rows, book):
            found.moves[move.before, move.after] += 1
            if len(found.some) < SHOWN:
                found.some.append(move)
        session.expunge_all()
    return found._replace(waiting=counted)


def _all_that_waits(session: Session) -> Iterator[list[anew.Row]]:
    after, rows = 0, anew.some(session, 0, to_move=False)
    while rows:
        after = rows[-1][1].id
        yield rows
        rows = anew.some(session, after, to_move=False)


def _moves(session: Session, rows: list[anew.Row], book: Rulebook) -> Iterator[Move]:
    now = placing.today(session)
    known = subjects(session, [found for _, found in rows], book)
    lengths = Counter[str]()
    for waits, found in rows:
        if is_well_placed(waits.organisation, case(waits), known[found.id], now.scopes, book):
            continue
        desk = desk_for(known[found.id], now.scopes, lengths, book)
        lengths[desk.organisation] += 1
        if desk.organisation != waits.organisation:
            yield Move(found, waits.organisation, desk.organisation)


def case(waits: Waiting) -> str:
    return str(waits.why["case"])


def checked(written: str) -> Rulebook:
    """Read rules, or refuse them with all that is wrong."""
    found = read(written)
    if isinstance(found, Rulebook):
        return found
    raise Problem("invalid-content", faults=found)


def adopt(written: str, by: int | None, seen: int | None = None) -> RoutingRules:
    """Put rules in force; refuse when others came since `seen`, a number of version."""
    checked(written)
    with transaction() as session:
        last = store.in_force(session)
        if seen is not None and seen != (last.number if last else 0):
            raise Problem("stale-version")
        return store.adopt(session, written, by)


class HomeFile:
    """`routing.toml` of this machine's home: a way in for new rules, a copy of those in force.

    The database says which rules are in force, so that all machines agree. A file whose text was
    in force once changes nothing: an old copy on another machine brings nothing back.
    """

    def __init__(self) -> None:
        self.path = Path(FILE)
        self._seen = (0, 0)
        self._looked = 0.0

    def stands_in(self, home: Path) -> None:
        self.path, self._seen, self._looked = home / FILE, (0, 0), 0.0

    def wrong(self) -> list[Fault]:
        """All that is wrong with the file; nothing when there is none."""
        written = self._read()
        found = read(written) if written is not None else []
        return found if isinstance(found, list) else []

    def follow(self) -> None:
        """Take in what was written since, at most every two seconds; a faulty file is told once."""
        if time.monotonic() < self._looked + PAUSE_S:
            return
        self._looked = time.monotonic()
        try:
            stat = self.path.stat()
        except OSError:
            return
        now = (stat.st_mtime_ns, stat.st_size)
        if now != self._seen:
            self._seen = now
            self.take_in()

    def take_in(self) -> None:
        """Put the rules of the file in force, unless they were before, or are faulty."""
        written = self._read()
        if written is None:
            return
        with reading() as session:
            if store.is_known(session, written):
                return
        faults = self.wrong()
        for fault in faults:
            log.error("routing.toml: the rules in force stay: %s", sentence(fault))
        if not faults:
            adopt(written, None)

    def write(self, written: str) -> None:
        """Keep a copy of the rules in force."""
        draft = self.path.with_suffix(".new")
        draft.write_text(written, encoding="utf-8")
        draft.replace(self.path)

    def _read(self) -> str | None:
        try:
            return self.path.read_bytes()[: MAX_CHARACTERS * 4].decode("utf-8", "replace")
        except OSError:
            return None


HOME_FILE = HomeFile()


def sentence(fault: Fault, language: str = "en") -> str:
    return f"{fault.pointer or 'the file'}: {told(fault, language)['detail']}"


def doubts(home: Path) -> list[str]:
    """What is wrong with the file of a home, a sentence for each fault."""
    HOME_FILE.stands_in(home)
    return [f"routing.toml: {sentence(fault)}" for fault in HOME_FILE.wrong()]
