"""Find the names nobody could match, those a new TAXREF changed, and who cites them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
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
from reference.taxa import store as taxa
from reference.taxa.editions import store as editions
from reference.taxa.tables import Taxon, TaxonChange

STATUSES = ("submitted", "questioned", "accepted", "doubtful", "unassessable")
PAGE = 30  # names on a page
MOST = 500  # observations looked at for a change of name


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


class Renamed(NamedTuple):
    """A name that changed, what it stands for now, and the observations that go by it."""

    change: TaxonChange
    now: Taxon | None  # nothing when the name was dropped without a replacement
    observations: Sequence[Observation]


def renamed(session: Session, moderator: Caller) -> list[Renamed]:
    """Return what a moderator may look at again, by name; none before a second edition."""
    edition = editions.in_force(session)
    if edition is None:
        return []
    query = (
        select(TaxonChange, Observation)
        .join(Observation, TaxonChange.cd_nom == Observation.name_held)
        .where(
            TaxonChange.edition_id == edition.id,
            Observation.ornamental_id.is_(None),
            Observation.status.in_(STATUSES),
        )
    )
    rows = session.execute(query.order_by(TaxonChange.cd_nom, Observation.id).limit(MOST)).all()
    mine = [(change, found) for change, found in rows if may_decide(found, moderator)]
    known = taxa.known(session, {change.cd_ref for change, _ in mine if change.cd_ref})
    return [
        Renamed(change, known.get(change.cd_ref), [found for _, found in together])
        for change, together in groupby(mine, key=lambda row: row[0])
    ]
