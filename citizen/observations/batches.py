"""Take many observations in at once: each is kept or refused by itself, all in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from citizen.observations import intake
from citizen.observations.batch import intake as together
from citizen.observations.batch.rules import Item, Sent, runs
from citizen.observations.intake import Kept
from citizen.observations.parked import intake as parked
from citizen.observations.parked.intake import Author, Waits
from citizen.observations.parked.tables import Parked
from citizen.observations.rules import Submission
from config.database import Session
from config.problems import Problem

Answer = Kept | Waits | Problem


def take(
    session: Session, items: Sequence[Sent], author: int, *, is_trial: bool = False
) -> list[Answer]:
    """Take items in, in their order; what was refused already, or is now, leaves no trace."""
    names = intake.names_of(item.submission for item in items if isinstance(item, Item))
    waited_for = parked.hold(session, author)
    answers: list[Answer] = []
    for run in runs(items, waited_for):
        known = together.keep(session, run, author, names, is_trial=is_trial)
        for place, item in enumerate(run):
            by = Author(author, getattr(item, "seen", None), waited_for)
            told = known.get(place) or _take(session, item, by, names, is_trial)
            if isinstance(told, Parked):
                waited_for.add(told.uuid)
            answers.append(told)
    return answers


def kept(items: Sequence[Sent], answers: Sequence[Answer]) -> dict[UUID, tuple[Submission, str]]:
    """What was kept of a batch, by its identifier, with its group."""
    return {
        item.uuid: (item.submission, answer.observation.group)
        for item, answer in zip(items, answers, strict=True)
        if isinstance(item, Item) and isinstance(answer, Kept)
    }


def _take(
    session: Session, item: Sent, author: Author, names: Mapping[int, Any], is_trial: bool
) -> Answer:
    if isinstance(item, Problem):
        return item
    try:
        with session.begin_nested():
            examined = intake.checked(item.submission, names, is_trial=is_trial)
            return parked.put(session, item.uuid, examined, author)
    except Problem as refusal:
        return refusal
