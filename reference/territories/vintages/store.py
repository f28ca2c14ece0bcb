"""Write territories: those the product is shipped with."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import spatial
from config.words import folded
from reference.territories.rules import DEPARTMENTS, REGIONS, department_of, region_of
from reference.territories.tables import Territory

BUILT_IN = Path(__file__).parent.parent / "built_in.toml"
COG = 2026  # vintage of the built-in list of departments and regions


def load_built_in(session: Session) -> int:
    """Load the built-in territories that are not there yet; say how many."""
    told = tomllib.loads(BUILT_IN.read_text(encoding="utf-8"))["territories"]
    rows = [*map(_commune, told), *_larger()]
    known = select(Territory.kind, Territory.code).where(
        Territory.code.in_([row.code for row in rows])
    )
    there = {(kind, code) for kind, code in session.execute(known)}
    made = [row for row in rows if (row.kind, row.code) not in there]
    session.add_all(made)
    return len(made)


def _commune(told: dict[str, Any]) -> Territory:
    ring, department = told.pop("outline", None), department_of(told["code"])
    drawn = spatial.stored(MultiPolygon([Polygon(ring)])) if ring else None
    return Territory(
        **told,
        folded=folded(told["name"]),
        department=department,
        region=region_of(department),
        outline=drawn,
        is_approximate=bool(ring),
    )


def _larger() -> Iterator[Territory]:
    for code, name in REGIONS.items():
        yield _of_country("region", code, name, department="", region=code)
    for code, (name, region) in DEPARTMENTS.items():
        yield _of_country("department", code, name, department=code, region=region)


def _of_country(kind: str, code: str, name: str, **within: str) -> Territory:
    return Territory(kind=kind, code=code, name=name, folded=folded(name), vintage=COG, **within)
