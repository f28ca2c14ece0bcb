"""Find the names nobody could match, and the observations that cite them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.observations.access import may_decide
from citizen.observations.tables import Observation
from config import clock
from config.words import folded
from moderation.decisions.determination import Held
from moderation.names.tables import NameMatch

STATUSES = ("submitted", "questioned", "accepted", "doubtful", "unassessable")
PAGE = 30  # names on a page


class Unmatched(NamedTuple):
    """A written name that stands for nothing yet: its spellings, and how many observations."""

    written: str  # folded
    spellings: tuple[str, ...]  # the most frequent first
    times: int


def unmatched(session: Session, moderator: Caller) -> list[Unmatched]:
    """Return the names a moderator may match, the most cited first."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for spelling, times in _counts(session, moderator):
        if written := folded(spelling):
            counted[written][spelling] += times
    found = [_unmatched(written, spellings) for written, spellings in counted.items()]
    return sorted(found, key=lambda name: (-name.times, name.written))


def _unmatched(written: str, spellings: dict[str, int]) -> Unmatched:
    ordered = sorted(spellings, key=lambda one: (-spellings[one], one))
    return Unmatched(written, tuple(ordered), sum(spellings.values()))


def _counts(session: Session, moderator: Caller) -> list[tuple[str, int]]:
    """Count by spelling what lies in the scope of a moderator, their own observations aside."""
    scope = (Observation.protocol, Observation.group, Observation.territory)
    query = _citing().with_only_columns(Observation.cited_name, *scope, func.count())
    query = query.where(Observation.author_id != moderator.id)
    rows = session.execute(query.group_by(Observation.cited_name, *scope))
    return [
        (name, times)
        for name, protocol, group, territory, times in rows
        if moderator.may_decide(protocol, group, territory or "")
    ]


def _citing() -> Any:
    return select(Observation).where(
        Observation.cited_name != "",
        Observation.cd_nom.is_(None),
        Observation.held_cd_nom.is_(None),
        Observation.ornamental_id.is_(None),
        Observation.status.in_(STATUSES),
    )


def citing(
    session: Session, moderator: Caller, spellings: Sequence[str]
) -> list[Observation]:  # fmt: skip
    """Take hold of the observations of a name that a moderator may decide on."""
    query = _citing().where(
        Observation.cited_name.in_(spellings), Observation.author_id != moderator.id
    )
    held = session.scalars(query.order_by(Observation.id).with_for_update())
    return [found for found in held if may_decide(found, moderator)]


def keep(session: Session, written: str, held: Held, moderator: int) -> None:
    """Remember what a name stands for, for those who will write it again."""
    match = session.scalar(select(NameMatch).where(NameMatch.written == written))
    if match is None:
        match = NameMatch(written=written)
        session.add(match)
    match.cd_nom, match.ornamental_id = held.cd_nom, held.ornamental_id
    match.matched_by, match.matched_at = moderator, clock.now()


def match_of(session: Session, cited: str) -> NameMatch | None:
    """Return what a name was found to stand for."""
    return session.scalar(select(NameMatch).where(NameMatch.written == folded(cited)))
