"""What becomes of a row, by what stands here already under its identifier."""

from typing import NamedTuple

from citizen.observations.rules import DECIDED_STATUSES, OPEN_STATUSES


class Standing(NamedTuple):
    """An observation that stands there already under the identifier of a row."""

    is_ours: bool  # of the same inventory
    status: str
    is_same: bool
    proposed: str = ""  # what became of this very correction, when it was proposed before


def outcome(standing: Standing | None) -> str:
    """What becomes of a row: kept, changed, proposed, known, or left as it stands here.

    What was withdrawn came from an import that was undone: brought in again, it is kept again.
    """
    if standing is None:
        return "kept"
    if not standing.is_ours:
        return "left"
    if standing.status == "withdrawn":
        return "kept"
    if standing.is_same:
        return "known"
    return _corrected(standing)


def _corrected(standing: Standing) -> str:
    """What becomes of a row that says something else than what stands here."""
    if standing.status in OPEN_STATUSES:
        return "changed"
    if standing.status not in DECIDED_STATUSES or standing.proposed == "declined":
        return "left"
    return "known" if standing.proposed == "waiting" else "proposed"
