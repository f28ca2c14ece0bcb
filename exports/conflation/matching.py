"""Find which of their trees may be one of ours: by reference, then by place."""

from collections.abc import Iterator, Sequence

import numpy as np
from pyproj import Geod
from shapely import STRtree, points

from exports.conflation.rules import NEAR_M, Match, Near, Ours, Theirs, judged

EARTH = Geod(ellps="WGS84")
METRE = 1 / 111_000  # degrees of latitude; of longitude, more: the square is then cut to a circle


def matched(ours: Sequence[Ours], theirs: Sequence[Theirs], reference: str) -> Iterator[Match]:
    """Judge each of ours; one of theirs is given to one of ours at most, the nearest."""
    by_reference = {tree.tags[reference]: tree for tree in theirs if reference in tree.tags}
    found = [_near(one, theirs, some) for one, some in zip(ours, _boxes(ours, theirs), strict=True)]
    nearest = _owners(ours, found)
    for number, (one, near) in enumerate(zip(ours, found, strict=True)):
        same = by_reference.get(one.tags.get(reference, ""))
        left = [other for other in near if nearest[other.tree.id] == number]
        yield judged(one, same and Near(_metres(one, same), same), left)


def _boxes(ours: Sequence[Ours], theirs: Sequence[Theirs]) -> list[list[int]]:
    """Which of theirs lie in a square around each of ours."""
    found: list[list[int]] = [[] for _ in ours]
    if not ours or not theirs:
        return found
    index = STRtree(points([(t.longitude, t.latitude) for t in theirs]))
    reach = NEAR_M * METRE
    wide = [reach / max(0.01, np.cos(np.radians(one.latitude))) for one in ours]
    for number, (one, across) in enumerate(zip(ours, wide, strict=True)):
        square = points(one.longitude, one.latitude).buffer(max(reach, float(across)), quad_segs=1)
        found[number] = index.query(square.envelope).tolist()
    return found


def _near(one: Ours, theirs: Sequence[Theirs], some: Sequence[int]) -> list[Near]:
    near = [Near(_metres(one, theirs[number]), theirs[number]) for number in some]
    return sorted((n for n in near if n.metres <= NEAR_M), key=lambda n: (n.metres, n.tree.id))


def _owners(ours: Sequence[Ours], found: Sequence[Sequence[Near]]) -> dict[int, int]:
    """The tree of ours that is nearest to each of theirs."""
    best: dict[int, tuple[float, str, int]] = {}
    for number, near in enumerate(found):
        for metres, tree in near:
            told = (metres, str(ours[number].uuid), number)
            best[tree.id] = min(best.get(tree.id, told), told)
    return {identifier: number for identifier, (_, _, number) in best.items()}


def _metres(one: Ours, other: Theirs) -> float:
    return float(EARTH.inv(one.longitude, one.latitude, other.longitude, other.latitude)[2])
