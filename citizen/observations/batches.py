"""Take many observations in at once: each is kept or refused by itself, all in one transaction."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from citizen.observations import intake
from citizen.observations.intake import Kept
from citizen.observations.rules import Submission
from config.database import Session
from config.problems import Problem
from reference.taxa.tables import Taxon


class Item(NamedTuple):
    """One of many: under which identifier, what, and the version its author saw."""

    uuid: UUID
    submission: Submission
    seen: str | None = None


def take(
    session: Session, items: Sequence[Item | Problem], author: int, *, is_trial: bool = False
) -> list[Kept | Problem]:
    """Take items in, in their order; what was refused already, or is now, leaves no trace."""
    names = intake.names_of(item.submission for item in items if isinstance(item, Item))
    return [
        item if isinstance(item, Problem) else _take(session, item, author, names, is_trial)
        for item in items
    ]


def _take(
    session: Session, item: Item, author: int, names: Mapping[int, Taxon], is_trial: bool
) -> Kept | Problem:
    try:
        with session.begin_nested():
            examined = intake.checked(item.submission, names, is_trial=is_trial)
            return intake.put(session, item.uuid, examined, author, item.seen)
    except Problem as refusal:
        return refusal
