"""What the printed atlas tells of a release: counted feature by feature, never kept whole.

Only the released files are read, so that nothing is told here that they do not tell.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shapely import get_coordinates, point_on_surface
from shapely.geometry import shape

SPECIES = 2000  # lines of species; beyond, only their number is told
TREES = 60
POINTS = 4000  # on the map: more would be one spot
GRID = 4  # decimals of a degree: points closer than 10 m are one on paper


class Tree(NamedTuple):
    """A notable tree; the widest come first."""

    girth_cm: float
    uuid: str
    name: str
    latin: str
    height_m: float | None
    day: str
    photo: str  # its address; "" when there is none


@dataclass
class Species:
    """What a name brought."""

    name: str  # as people say it; "" when nobody does
    latin: str
    group: str
    count: int = 0
    months: list[int] = field(default_factory=lambda: [0] * 12)


@dataclass
class Told:
    """What one dataset tells, in as much memory whatever it holds."""

    total: int = 0
    unnamed: int = 0
    precisions: dict[str, int] = field(default_factory=dict)
    species: dict[tuple[str, str], Species] = field(default_factory=dict)
    trees: list[Tree] = field(default_factory=list)
    points: dict[tuple[float, float], None] = field(default_factory=dict)

    def groups(self) -> Iterator[tuple[str, list[Species]]]:
        """Each group with its species, by their Latin names."""
        found: dict[str, list[Species]] = {}
        for one in sorted(self.species.values(), key=lambda s: (s.group, s.latin, s.name)):
            found.setdefault(one.group, []).append(one)
        yield from found.items()

    def widest(self) -> list[Tree]:
        return sorted(self.trees, key=lambda one: (-one.girth_cm, one.uuid))


def gathered(features: Iterable[Mapping[str, Any]]) -> Told:
    """Count features as they come, in the order of their file."""
    told = Told()
    for one in features:
        facts = one["properties"]
        told.total += 1
        precision = str(facts.get("precision") or "")
        told.precisions[precision] = told.precisions.get(precision, 0) + 1
        _name(told, facts)
        _tree(told, one["id"], facts)
        if precision == "exact" and one["geometry"] and len(told.points) < POINTS:
            told.points.setdefault(_point(one["geometry"]))
    return told


def _name(told: Told, facts: Mapping[str, Any]) -> None:
    """Count what a record is of; without a name, among those that have none."""
    latin = facts.get("ornamental") or facts.get("scientific_name") or ""
    if not latin:
        told.unnamed += 1
        return
    usual = "" if facts.get("ornamental") else facts.get("vernacular_name") or ""
    key = (facts.get("taxon_group") or "", latin)
    if key not in told.species:
        if len(told.species) >= SPECIES:
            return
        told.species[key] = Species(usual, latin, key[0])
    one = told.species[key]
    one.count += 1
    first, last = facts["first_day"], facts["last_day"]
    if first[:7] == last[:7]:  # of a whole year no month is known
        one.months[int(first[5:7]) - 1] += 1


def _tree(told: Told, uuid: str, facts: Mapping[str, Any]) -> None:
    """Keep the widest trees."""
    girth = facts.get("girth_cm")
    if not girth or facts.get("gone_on"):
        return
    latin = facts.get("ornamental") or facts.get("scientific_name") or ""
    name = facts.get("tree_name") or facts.get("vernacular_name") or latin
    photo = (facts.get("photos") or "").split(" ")[0]
    day = facts["last_day"] if facts["first_day"] == facts["last_day"] else facts["last_day"][:4]
    tree = Tree(float(girth), uuid, str(name), latin, facts.get("height_m"), day, photo)
    push = heapq.heappush if len(told.trees) < TREES else heapq.heappushpop
    push(told.trees, tree)


def _point(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """A point of what is drawn, rounded to what paper can tell."""
    drawn = shape(dict(geometry))
    x, y = get_coordinates(point_on_surface(drawn))[0]
    return round(float(x), GRID), round(float(y), GRID)
