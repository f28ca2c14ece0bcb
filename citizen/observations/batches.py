"""Take many observations in at once: each is kept or refused by itself, all in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from citizen.observations import intake
from citizen.observations.intake import Kept
from citizen.observations.parked import intake as parked
from citizen.observations.parked.intake import Author, Waits
from citizen.observations.parked.tables import Parked
from citizen.observations.rules import Submission
from config.database import Session
from config.problems import Problem


class Item(NamedTuple):
    """One of many: under which identifier, what, and the version its author saw."""

    uuid: UUID
    submission: Submission
    seen: str | None = None


def take(
    session: Session, items: Sequence[Item | Problem], author: int, *, is_trial: bool = False
) -> list[Kept | Waits | Problem]:
    """Take items in, in their order; what was refused already, or is now, leaves no trace."""
    names = intake.names_of(item.submission for item in items if isinstance(item, Item))
    waited_for = parked.hold(session, author)
    answers = []
    for item in items:
        by = Author(author, getattr(item, "seen", None), waited_for)
        told = item if isinstance(item, Problem) else _take(session, item, by, names, is_trial)
        if isinstance(told, Parked):
            waited_for.add(told.uuid)
        answers.append(told)
    return answers


def _take(
    session: Session, item: Item, author: Author, names: Mapping[int, Any], is_trial: bool
) -> Kept | Waits | Problem:
    try:
        with session.begin_nested():
            examined = intake.checked(item.submission, names, is_trial=is_trial)
            return parked.put(session, item.uuid, examined, author)
    except Problem as refusal:
        return refusal
