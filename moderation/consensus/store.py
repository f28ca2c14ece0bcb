"""Read every opinion ever given, one observation at a time: never all of them at once."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from moderation.consensus.rules import Judged
from moderation.opinions.rules import Facts, Given, RuleBook
from moderation.opinions.tables import Opinion
from reference.taxa import store as taxa

TOGETHER = 1000  # opinions read at once
COLUMNS = (
    Opinion.observation_id, Opinion.version, Opinion.moderator_id, Opinion.verdict, Opinion.view,
    Opinion.certainty, Opinion.is_expert, Opinion.protocol, Opinion.group, Opinion.facts,
    Opinion.cd_nom, Observation.uuid, Observation.sensitivity,
)  # fmt: skip


def judged(session: Session, *books: RuleBook) -> Iterator[Judged]:
    """Stream what was judged: each observation with the opinions on its last version judged."""
    branches = {rule.branch for book in books for rule in book.rules if rule.branch is not None}
    names = Names(session, branches)
    query = select(*COLUMNS).join(Observation, Observation.id == Opinion.observation_id)
    query = query.where(Opinion.withdrawn_at.is_(None))
    query = query.order_by(Opinion.observation_id, Opinion.id)
    rows = session.execute(query.execution_options(yield_per=TOGETHER))
    for _, some in groupby(rows, attrgetter("observation_id")):
        yield _one(list(some), names)


def _one(rows: list[Any], names: "Names") -> Judged:
    last = rows[-1]
    on_last = [row for row in rows if row.version == last.version]
    given = [
        Given(row.moderator_id, row.verdict, row.view, row.certainty, row.is_expert)
        for row in on_last
    ]
    kept = last.facts
    facts = Facts(
        last.protocol,
        last.group,
        names.above(kept.get("cd_ref") or last.cd_nom),
        kept.get("cd_ref"),
        kept.get("is_listed", last.sensitivity > 0),
        kept.get("is_first", False),
        kept.get("is_trusted", False),
    )
    return Judged(last.uuid, facts, given)


class Names:
    """Which of the branches of the rules a taxon is under: looked up once for each taxon."""

    def __init__(self, session: Session, branches: set[int]) -> None:
        self.session, self.branches = session, branches
        self.known: dict[int, frozenset[int]] = {}

    def above(self, cd_nom: int | None) -> frozenset[int]:
        """The branches a taxon is under."""
        if cd_nom is None or not self.branches:
            return frozenset()
        if cd_nom not in self.known:
            found = {cd_nom, *taxa.ancestors(self.session, cd_nom)}
            self.known[cd_nom] = frozenset(found & self.branches)
        return self.known[cd_nom]
