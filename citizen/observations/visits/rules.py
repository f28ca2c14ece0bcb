"""What a lasting thing is: of the observations that belong together, whatever order they came in.

Each observation is part of one other at most: a visit of it, or the same thing said again. Those
that lead to one another are one thing. Nothing is kept of it: it is what they are now, so that a
merge undone or a withdrawal leaves what would be without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from config.protocols.protocol import Protocol

MERGED, ACCEPTED, WITHDRAWN = "duplicate", "accepted", "withdrawn"
UNKNOWN = "unknown"  # said of what one does not know: it denies nothing
PUBLISHED = (1, 2)  # SINP levels: certain and probable
Links = Mapping[UUID, UUID | None]  # observation → what it is part of


class Member(NamedTuple):
    """An observation, as far as the thing it is of depends on it."""

    uuid: UUID
    status: str
    level: int  # SINP
    days: tuple[date, date]  # it was seen between two days
    answers: Mapping[str, Any]
    is_home: bool = False  # of somebody, and not a visit: who comes by hides nothing of the others

    @property
    def was_published(self) -> bool:
        return self.level in PUBLISHED

    @property
    def protects(self) -> bool:
        """Whether it may hide the place of all: once accepted, even when withdrawn since."""
        return self.status == MERGED or (
            self.status in {ACCEPTED, WITHDRAWN} and self.was_published
        )

    @property
    def order(self) -> tuple[date, date, UUID]:
        """By what they are of; the identifier tells no arrival."""
        return self.days[1], self.days[0], self.uuid


class State(NamedTuple):
    """How a lasting thing is, as its last visits tell."""

    answers: Mapping[str, Any]
    seen: UUID  # the last that saw it stand: how it is dates from then
    gone_on: date | None  # when it was first said to stand no more


def roots(links: Links) -> dict[UUID, UUID]:
    """Name the thing each observation is of by the observation all lead to.

    Should they lead in a circle, the least of its identifiers names it.
    """
    return {uuid: _root(uuid, links) for uuid in links}


def _root(uuid: UUID, links: Links) -> UUID:
    path = [uuid]
    while (above := links.get(path[-1])) is not None and above in links:
        if above in path:
            return min(path[path.index(above) :])
        path.append(above)
    return path[-1]


def leads(uuid: UUID, to: UUID, links: Links) -> bool:
    """Whether an observation is, or is part of, another, however many lie between."""
    seen = set[UUID]()
    above: UUID | None = uuid
    while above is not None and above not in seen:
        if above == to:
            return True
        seen.add(above)
        above = links.get(above)
    return False


def things(links: Links) -> dict[UUID, list[UUID]]:
    """Put together the observations of one thing, where it has several, under its root."""
    found: dict[UUID, list[UUID]] = {}
    for uuid, root in roots(links).items():
        found.setdefault(root, []).append(uuid)
    return {root: sorted(members) for root, members in found.items() if len(members) > 1}


def shown(members: Iterable[Member]) -> list[Member]:
    """What is shown of a thing, by day: where nothing else is left, what was merged stands in."""
    known = sorted((one for one in members if one.was_published), key=lambda one: one.order)
    accepted = [one for one in known if one.status == ACCEPTED]
    return accepted or [one for one in known if one.status == MERGED][:1]


def face(root: UUID, members: Iterable[Member]) -> Member | None:
    """The observation a thing is shown under: its root, else the oldest; none when none is."""
    known = shown(members)
    return next((one for one in known if one.uuid == root), known[0] if known else None)


def state(protocol: Protocol, first: Member, members: Iterable[Member]) -> State:
    """Tell how a thing is: of what visits ask, the last answer; of the rest, the first given."""
    known = shown(members)
    asks = protocol.visits.asks if protocol.visits else ()
    answers: dict[str, Any] = dict(first.answers)
    for one in known:
        answers = {name: said for name, said in one.answers.items() if name not in asks} | answers
    answers = {name: said for name, said in answers.items() if name not in asks}
    for one in known:
        answers = _renewed(answers, one.answers, protocol)
    gone = _gone(protocol, known)
    standing = [one for one in known if not protocol.is_gone(one.answers)]
    before = [one for one in standing if gone is None or one.days[1] <= gone] or [first]
    return State(answers, before[-1].uuid, gone)


def _renewed(
    answers: dict[str, Any], said: Mapping[str, Any], protocol: Protocol
) -> dict[str, Any]:  # fmt: skip
    """Put what a visit said in the place of what was said; a measure is replaced whole."""
    if protocol.visits is None:
        return answers | dict(said)
    new = {name: value for name, value in said.items() if name in protocol.visits.asks}
    told = [measure for measure in protocol.visits.together if measure[0] in new]
    stale = {name for measure in told for name in measure}
    return {name: value for name, value in answers.items() if name not in stale} | new


def _gone(protocol: Protocol, known: Sequence[Member]) -> date | None:
    """The day it was first said to stand no more, unless it was seen standing after."""
    gone = protocol.visits and protocol.visits.gone
    told: date | None = None
    for one in known:
        if gone and one.answers.get(gone.question, UNKNOWN) != UNKNOWN:
            told = (told or one.days[1]) if protocol.is_gone(one.answers) else None
    return told
