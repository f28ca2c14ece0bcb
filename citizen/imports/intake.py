"""Bring a file in, and take it back: a batch a transaction, resumed wherever it was stopped."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from citizen.imports import store
from citizen.imports.corrections import intake as corrections
from citizen.imports.examining import BATCH, Order, batches, opened
from citizen.imports.judging import Complete, Judging
from citizen.imports.reports import OUTCOMES, Report
from citizen.imports.sources.rows import To
from citizen.imports.tables import Import, ImportRow
from citizen.observations import intake as observations
from citizen.observations import store as kept
from citizen.observations.arrival import store as arrival
from citizen.observations.rules import OPEN_STATUSES, CitedTaxon, Submission
from citizen.observations.tables import Observation
from config import clock, events
from config.database import Session, transaction
from reference.taxa.rules import group_told


def bring(number: int, order: Order, to: To, until: datetime | None = None) -> bool:
    """Keep the good rows of a file; say whether all is done, or the time given was over.

    Each batch is kept with how far it is, in one transaction: stopped anywhere, it goes on there.
    """
    with opened(order) as (source, plan):
        judging, position = Judging(plan, Report()), 0
        for rows in batches(source.rows(to)):
            found, position = judging.found(rows), position + len(rows)
            with transaction() as session:
                held = store.one(session, number, held=True)
                if held is None or held.state != "running":
                    return True
                is_new = position > held.rows_done
                if is_new:
                    _keep(session, held, judging.completed(session, found))
                    held.rows_done = position
            if is_new and until is not None and clock.now() > until:
                return False
    with transaction() as session:
        held = store.one(session, number, held=True)
        if held is not None and held.state == "running":
            held.state, held.ended_at = "done", clock.now()
    return True


def _keep(session: Session, held: Import, found: list[Complete]) -> None:
    counts = Counter({name: held.counts.get(name, 0) for name in (*OUTCOMES, "matched")})
    for one in found:
        if one.outcome in {"kept", "changed"}:
            _keep_one(session, held, one)
        elif one.outcome == "proposed":
            corrections.propose(session, held, one)
        counts[one.outcome] += 1
        counts["matched"] += one.is_matched
    held.counts = dict(counts)


def _keep_one(session: Session, held: Import, one: Complete) -> None:
    """Keep a new row, correct one that changed, or take up again one that was withdrawn."""
    found, there = one.found, one.there
    if there is None:
        there, _ = observations.keep(
            session, found.uuid, found.submission, held.author_id,
            origin=found.origin, group=one.group,
        )  # fmt: skip
    elif one.outcome == "changed":
        observations.hold(session, there)
        observations.correct(session, there, found.submission, one.group)
    else:
        _take_up(session, there, found.submission, one.group)
    if found.territory and there.territory is None:  # in no known outline: as its source says
        there.territory = found.territory
    session.add(store.note(held.id, there, one.outcome))
    look = arrival.look if one.there is None else arrival.look_again
    look(session, there)


def _take_up(session: Session, there: Observation, submission: Submission, group: str) -> None:
    """Bring in again what was withdrawn with an import that was undone: it waits anew."""
    observations.hold(session, there)
    if there.digest != submission.digest():
        kept.correct(session, there, submission)
    there.group, there.status, there.level = group, "submitted", 0
    there.decided_at, there.changed_at = None, clock.now()
    there.turn += 1
    events.record(session, "observation.submitted", there.uuid, there.author_id)


def undo(number: int, *, everything: bool = False, until: datetime | None = None) -> bool:
    """Take back what an import brought and nobody touched since; say whether all is done.

    everything: what people decided on or discussed too.
    """
    while True:
        with transaction() as session:
            held = store.one(session, number, held=True)
            if held is None or held.state != "undoing":
                return True
            batch = store.to_undo(session, number, BATCH)
            touched = store.touched(session, [one for _, one in batch])
            fates = Counter(held.undone)
            for row, there in batch:
                is_free = everything or there.uuid not in touched
                row.fate = UNDO.get(row.kind, _undo_one)(session, row, there, is_free)
                fates[row.fate] += 1
            held.undone = dict(fates)
            if len(batch) < BATCH:
                held.state, held.ended_at = "undone", clock.now()
                return True
        if until is not None and clock.now() > until:
            return False


def _undo_one(session: Session, row: ImportRow, there: Observation, is_free: bool) -> str:
    """Withdraw what an import brought, restore what it changed, or say why it is left."""
    if there.status == "withdrawn":
        return "withdrawn"
    if row.kind == "kept" and is_free and there.version == row.version:
        observations.withdraw(session, there)
        return "withdrawn"
    if there.version != row.version:
        return "changed-since"
    if not is_free or there.status not in OPEN_STATUSES:
        return "decided"
    former = store.before(session, there)
    if former is None:
        return "changed-since"
    submission = told_again(former.content)
    kept.correct(session, there, submission)
    there.group = group_told(submission.answers) or there.group
    arrival.look_again(session, there)
    events.record(session, "observation.corrected", there.uuid, there.author_id)
    return "restored"


UNDO = {"proposed": corrections.take_back}


def told_again(content: Mapping[str, Any]) -> Submission:
    """A version as it was sent, from what is kept of it."""
    taxon = CitedTaxon(**content["taxon"])
    return Submission(**{**content, "taxon": taxon, "photos": tuple(content["photos"])})
