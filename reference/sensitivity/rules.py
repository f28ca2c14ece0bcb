"""How precisely a place may be shown, from what must be hidden: one function for every outlet.

SINP levels: 0 precise, 1 commune, 2 cell of 10 km, 3 department, 4 nothing.
"""

from collections.abc import Mapping

EXACT, COMMUNE, CELL, DEPARTMENT, NOTHING = "exact", "commune", "cell", "department", "nothing"
PRECISIONS = (EXACT, COMMUNE, CELL, DEPARTMENT, NOTHING)  # by SINP level

GROUPED = "group"  # counted with others by squares of 200 m: never a point


def public_precision(sensitivity: int, *, by_cells: bool, out_of_sight: bool) -> str:
    """Say at what precision an observation may be shown.

    sensitivity: SINP level 0 to 4. by_cells: its protocol is published by counts only.
    out_of_sight: on private ground and not seen from public space, so the exact place is hidden.
    The strongest of the three wins.
    """
    if by_cells:
        return GROUPED
    level = max(sensitivity, 1 if out_of_sight else 0)
    return PRECISIONS[level]


def out_of_sight(answers: Mapping[str, object]) -> bool:
    """Whether the answers say that the exact place is private: someone's garden."""
    return answers.get("seen_from_public_space") == "no"
