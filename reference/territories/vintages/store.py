"""Put territories in force: those the product is shipped with, a vintage of communes, zones."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon, from_wkb
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session, aliased

from config import spatial
from config.database import Base
from config.words import folded
from reference.territories.rules import COMMUNES, DEPARTMENTS, REGIONS, department_of, region_of
from reference.territories.store import covering, is_in_force
from reference.territories.tables import Territory, Zone
from reference.territories.vintages.rules import Drawn, Facts

BUILT_IN = Path(__file__).parent.parent / "built_in.toml"
COG = 2026  # vintage of the built-in list of departments and regions
BATCH = 500


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


@dataclass
class Switched:
    """What a vintage changed: how many communes are new or replaced, which went to another."""

    added: int = 0
    replaced: int = 0
    merged: dict[str, str] = field(default_factory=dict)


def later_than(session: Session, vintage: int) -> dict[str, int]:
    """Return the communes known from a later vintage than this: an older one must not return."""
    known = select(Territory.code, Territory.vintage).where(
        Territory.kind.in_(COMMUNES),
        Territory.until.is_(None),
        Territory.vintage > vintage,
        Territory.outline.is_not(None),
        Territory.is_approximate.is_(False),
    )
    return {row[0]: row[1] for row in session.execute(known)}


def put_in_force(session: Session, vintage: int, rows: Iterable[Drawn]) -> Switched:
    """Put a vintage of communes in force, in the transaction of the caller.

    Those of the file replace theirs. One that the file lacks stays as it is, unless its middle now
    lies in a commune of the file: then it went to that one, and its code leads there.
    """
    told, groups, departments = Switched(), dict[str, str](), set[str]()
    made = insert(Base.metadata.tables["territory"]).values(outline=spatial.bound("wkb"))
    arriving = iter(rows)
    while batch := list(islice(arriving, BATCH)):
        replaced = _delete(session, [one.facts for one in batch])
        session.execute(made, [_row(one, vintage) for one in batch])
        told.replaced += replaced
        told.added += len(batch) - replaced
        for one in batch:
            groups[one.facts.epci] = one.facts.epci_name or groups.get(one.facts.epci, "")
        departments |= {one.facts.department for one in batch}
    told.merged = _merge(session, vintage, departments)
    _name_groups(session, vintage, groups)
    session.execute(text("ANALYZE territory"))
    return told


def _delete(session: Session, facts: list[Facts]) -> int:
    codes = [one.code for one in facts]
    gone = delete(Territory).where(Territory.kind.in_(COMMUNES), Territory.code.in_(codes))
    counted = gone.returning(Territory.id).execution_options(synchronize_session=False)
    return len(session.execute(counted).all())


def _row(one: Drawn, vintage: int) -> dict[str, Any]:
    told = one.facts._asdict()
    told.pop("epci_name")
    return told | {"folded": folded(one.facts.name), "vintage": vintage, "wkb": one.wkb}


def _merge(session: Session, vintage: int, departments: set[str]) -> dict[str, str]:
    """Find where each commune went that a vintage has no more."""
    gone = select(Territory.code, spatial.as_wkb(Territory.outline)).where(
        Territory.kind == "commune",
        Territory.until.is_(None),
        Territory.vintage < vintage,
        Territory.department.in_(departments),
        Territory.outline.is_not(None),
    )
    merged = {}
    for code, wkb in session.execute(gone.order_by(Territory.code)).all():
        middle = from_wkb(bytes(wkb)).representative_point()
        heirs = [
            one.code
            for one in session.scalars(covering(middle))
            if is_in_force(one) and one.kind == "commune" and one.vintage == vintage
        ]
        if heirs:
            merged[code] = min(heirs)
    for code, found in merged.items():
        _send(session, Territory.code == code, until=vintage, successor=found)
        _send(session, Territory.successor == code, successor=found)
    _follow(session)
    return merged


def _send(session: Session, which: Any, **to: Any) -> None:
    changed = update(Territory).where(which, Territory.kind == "commune")
    session.execute(changed.values(**to).execution_options(synchronize_session=False))


def _follow(session: Session) -> None:
    """A former commune is in the group and the region of the one it went to."""
    heir = aliased(Territory)
    of_heir = {
        name: func.coalesce(
            select(getattr(heir, name))
            .where(heir.kind == "commune", heir.code == Territory.successor)
            .scalar_subquery(),
            "",
        )
        for name in ("epci", "region")
    }
    _send(session, Territory.until.is_not(None), **of_heir)


def _name_groups(session: Session, vintage: int, groups: dict[str, str]) -> None:
    """Keep the EPCI that communes name: by their number, while no file tells their name."""
    groups.pop("", None)
    known = select(Territory).where(Territory.kind == "epci", Territory.code.in_(groups))
    there = {row.code: row for row in session.scalars(known)}
    for code, name in groups.items():
        row = there.get(code)
        if row is None:
            told = {"name": name or code, "folded": folded(name or code), "vintage": vintage}
            session.add(Territory(kind="epci", code=code, department="", **told))
        elif name:
            row.name, row.folded, row.vintage = name, folded(name), vintage


def replace_zones(session: Session, kind: str, rows: Iterable[Drawn]) -> int:
    """Replace all the districts, or all the other zones, of the town; say how many there are."""
    session.execute(delete(Zone).where(Zone.kind == kind))
    made = insert(Base.metadata.tables["zone"]).values(outline=spatial.bound("wkb"))
    arriving, count = iter(rows), 0
    while batch := list(islice(arriving, BATCH)):
        session.execute(made, [_zone(one) for one in batch])
        count += len(batch)
    return count


def _zone(one: Drawn) -> dict[str, Any]:
    kind, code, name = one.facts[:3]
    return {"kind": kind, "code": code, "name": name, "folded": folded(name), "wkb": one.wkb}
