"""Find when sendings were opened, what was answered, in which release they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.access import precision_of
from citizen.observations.rules import OPENED
from citizen.observations.tables import Observation
from citizen.progress.rules import Issued, Release, Standing, holds, shelf, standing
from config.events import Event
from reference.territories import store as territories

# What is an answer to its author.
DECIDED = {f"observation.{what}" for what in (
    "accepted", "doubtful", "rejected", "unassessable", "duplicate", "separated", "questioned",
)}  # fmt: skip
PUBLISHED, TAKEN_BACK = "release.published", "release.withdrawn"
UNDONE = "undone"  # noted in the details of a decision that was taken back


Row = tuple[str, str, datetime, dict[str, Any]]  # of an event: name, subject, when, details


class Answer(NamedTuple):
    """The last answer to a sending: when, its reason in the catalogue, its words."""

    at: datetime
    reason: str
    words: str


class Progress(NamedTuple):
    """Where a sending stands, and the last answer to it."""

    standing: Standing
    answer: Answer | None


def of_each(session: Session, found: Sequence[Observation]) -> dict[int, Progress]:
    """Say where each observation stands, in two queries however many they are."""
    return _of_each(session, found, _told(session, [one.uuid for one in found]))


def _of_each(
    session: Session, found: Sequence[Observation], told: Iterable[Row]
) -> dict[int, Progress]:
    answers, opened = _read(told)
    out = issued(session, {one.protocol for one in found if one.status == "accepted"})
    members = {
        one.territory: territories.members(session, one.territory)
        for several in out.values() for one in several if one.territory
    }  # fmt: skip

    def of(one: Observation, precision: str) -> list[Release]:
        several = out.get(one.protocol, ())
        return [
            each.release
            for each in several
            if holds(one, each, precision, members.get(each.territory, ()))
        ]

    return {
        one.id: Progress(
            standing(one, opened.get(one.uuid), of(one, precision), precision),
            answers.get(one.uuid),
        )
        for one in found
        for precision in [precision_of(one)]
    }


def of_story(session: Session, found: Observation, happened: Sequence[Event]) -> Progress:
    """The same, of one whose events were read already, in their order."""
    rows = [(one.name, one.subject, one.happened_at, one.details) for one in happened]
    return _of_each(session, [found], rows)[found.id]


def of_one(session: Session, found: Observation) -> Progress:
    return of_each(session, [found])[found.id]


def _told(session: Session, uuids: Sequence[UUID]) -> Sequence[Row]:
    told = select(Event.name, Event.subject, Event.happened_at, Event.details).where(
        Event.subject.in_([str(uuid) for uuid in uuids]), Event.name.in_(DECIDED | {OPENED})
    )
    return [tuple(row) for row in session.execute(told.order_by(Event.id))]


def _read(told: Iterable[Row]) -> tuple[dict[UUID, Answer], dict[UUID, datetime]]:
    """The last answer to each, and when it was last opened."""
    answers, opened = dict[UUID, Answer](), dict[UUID, datetime]()
    for name, subject, at, details in told:
        if name == OPENED:
            opened[UUID(subject)] = at
        elif name in DECIDED and UNDONE not in details:
            answers[UUID(subject)] = _answer(at, details)
    return answers, opened


def _answer(at: datetime, details: dict[str, Any]) -> Answer:
    return Answer(at, details.get("reason", ""), details.get("comment") or "")


def issued(session: Session, protocols: Collection[str]) -> dict[str, list[Issued]]:
    """The releases that may be taken of all datasets with records of some protocols, by protocol.

    A protocol's own are told by its code; the others, a campaign's or the town's, on its shelf.
    """
    found: dict[str, dict[tuple[str, int], Issued]] = {one: {} for one in protocols}
    if not protocols:
        return {}
    shelves = {subject: one for one in protocols for subject in (one, shelf(one))}
    told = select(Event.name, Event.subject, Event.happened_at, Event.details).where(
        Event.subject.in_(shelves), Event.name.in_((PUBLISHED, TAKEN_BACK))
    )
    for name, subject, at, details in session.execute(told.order_by(Event.id)):
        dataset, number = details.get("dataset", subject), details["number"]
        several = found[shelves[subject]]
        if name == TAKEN_BACK:
            several.pop((dataset, number), None)
        else:
            as_of = datetime.fromisoformat(details["as_of"])
            several[dataset, number] = _issued(Release(dataset, number, as_of, at), details)
    return {protocol: [*several.values()] for protocol, several in found.items()}


def _issued(release: Release, details: Mapping[str, Any]) -> Issued:
    levels = tuple(details.get("levels", (1, 2)))
    return Issued(release, details.get("campaign", ""), levels, details.get("territory", ""))
