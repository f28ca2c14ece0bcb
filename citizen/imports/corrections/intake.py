"""Propose what an inventory corrects after a decision; take the proposal back with its import."""

from citizen.imports import store
from citizen.imports.judging import Complete
from citizen.imports.tables import Import, ImportRow
from citizen.observations import intake as observations
from citizen.observations.revisions import intake as revisions
from citizen.observations.revisions import store as proposals
from citizen.observations.rules import Seen
from citizen.observations.tables import Observation
from config import events
from config.database import Session


def propose(session: Session, held: Import, one: Complete) -> None:
    """Propose a correction in the name of the inventory; one that waited is replaced by it."""
    there = one.there
    if there is None:
        return
    observations.hold(session, there)
    waits = proposals.waiting(session, there.id)
    follows = waits.version + 1 if waits else there.version
    examined = (one.found.submission, one.group)
    revisions.correct(session, there, examined, Seen(follows, there.turn))
    note = store.note(held.id, there, "proposed")
    note.version = follows
    session.add(note)


def take_back(session: Session, row: ImportRow, there: Observation, _is_free: bool) -> str:
    """Take back a proposal that an import made and nobody answered yet."""
    waits = proposals.waiting(session, there.id)
    if waits is None or waits.version != row.version:
        return "decided"
    proposals.close(waits, "replaced")
    there.turn += 1
    events.record(session, "observation.proposal-withdrawn", there.uuid, there.author_id)
    return "restored"
