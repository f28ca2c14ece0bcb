"""Judge the rows of a file in their order: what each names, and what stands here already."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from citizen.imports import store
from citizen.imports.reports import Report
from citizen.imports.rules import Aside, Found, Plan, Refused, understood
from citizen.imports.sources.rows import Row
from citizen.imports.standing import Standing, outcome
from citizen.observations.rules import UNCOUNTED, Submission
from citizen.observations.store import told
from citizen.observations.tables import Observation
from config.database import Session
from config.places import Fault
from reference.taxa import store as taxa
from reference.taxa.rules import group_told

MANY_NAMES = 20_000  # names remembered: an inventory repeats a few hundred
SOME_COLUMNS = 60  # names of columns that are told


class Complete(NamedTuple):
    """A row as it would be kept: its name looked up, and what stands there already."""

    found: Found
    group: str
    is_matched: bool
    outcome: str
    there: Observation | None


@dataclass
class Names:
    """The names of TAXREF that were looked for, remembered."""

    known: dict[str, tuple[int, str] | None] = field(default_factory=dict)

    def of(self, session: Session, name: str) -> tuple[int, str] | None:
        """The cd_nom and group a scientific name stands for."""
        if name not in self.known:
            if len(self.known) >= MANY_NAMES:
                self.known.clear()
            taxon = taxa.named(session, name) if name else None
            self.known[name] = (taxon.cd_nom, taxon.group) if taxon else None
        return self.known[name]


@dataclass
class Here:
    """What stands here already of some rows: their observations, their inventory's account."""

    there: Mapping[UUID, Observation]
    author: int | None
    proposed: dict[int, tuple[str, str]] = field(default_factory=dict)  # digest, state of the last


class Judging:
    """The rows of a file as they are judged, in their order: one that comes twice is refused."""

    def __init__(self, plan: Plan, report: Report) -> None:
        self.plan, self.report = plan, report
        self.seen, self.columns = set[int](), dict[str, None]()
        self.names = Names()

    def found(self, rows: Sequence[Row]) -> list[Found]:
        """Those that can be kept; the others are told in the report."""
        judged = [(row, self._judged(row)) for row in rows]
        for row, one in judged:
            self.columns |= dict.fromkeys(islice(row.columns, SOME_COLUMNS))
            if isinstance(one, Refused):
                self.report.refuse(one)
            elif isinstance(one, Aside):
                self.report.aside += 1
        return [one for _, one in judged if isinstance(one, Found)]

    def _judged(self, row: Row) -> Found | Refused | Aside:
        one = understood(row, self.plan)
        if isinstance(one, Aside) or one.uuid is None:
            return one
        key = hash(one.uuid)  # a number: a set of identifiers would weigh ten times as much
        if key in self.seen:
            return Refused(row.number, one.uuid, (Fault("", "repeated-row"),))
        self.seen.add(key)
        return one

    def completed(self, session: Session, found: Sequence[Found]) -> list[Complete]:
        """Look up the names of rows, and what stands there already under their identifiers."""
        cited = {one.submission.taxon.cd_nom for one in found} - {None}
        numbers = taxa.known(session, [one for one in cited if one]) if cited else {}
        groups = {cd_nom: taxon.group for cd_nom, taxon in numbers.items()}
        there = store.known(session, [one.uuid for one in found])
        here = Here(there, store.known_inventory(session, self.plan.source))
        here.proposed |= store.last_proposals(session, there.values())
        return [self._complete(self._named(session, one, groups), here) for one in found]

    def _named(self, session: Session, one: Found, groups: dict[int, str]) -> tuple[Found, str]:
        """A row with the name of TAXREF it goes by, and its group; a number unknown is left out."""
        taxon = one.submission.taxon
        if taxon.cd_nom in groups:
            return one, groups[taxon.cd_nom]
        named = self.names.of(session, one.scientific or taxon.cited_name)
        if taxon.cd_nom is not None:
            left_out = Fault("", "taxon-left-out", {"value": str(taxon.cd_nom)})
            one = replace(one, notices=(*one.notices, left_out))
        submission = replace(one.submission, taxon=replace(taxon, cd_nom=named and named[0]))
        return replace(one, submission=submission), named[1] if named else ""

    def _complete(self, named: tuple[Found, str], here: Here) -> Complete:
        found, group = named
        there, standing = here.there.get(found.uuid), None
        if there is not None:
            digest, state = here.proposed.get(there.id, ("", ""))
            proposed = state if digest == found.submission.digest() else ""
            is_ours, same = there.author_id == here.author, is_same(there, found.submission)
            standing = Standing(is_ours, there.status, same, proposed)
        is_matched = found.submission.taxon.cd_nom is not None
        group = group or group_told(found.submission.answers)
        return Complete(found, group, is_matched, outcome(standing), there)


def is_same(there: Observation, submission: Submission) -> bool:
    """Whether an observation says the same, whatever the versions it was told under."""
    if there.digest == submission.digest():
        return True
    unsaid = dict.fromkeys(UNCOUNTED)
    both = [{**one, **unsaid} for one in (told(there), asdict(submission))]
    one, other = (json.dumps(content, sort_keys=True) for content in both)
    return one == other
