"""Keep the national rules, an edition at a time; find those that may touch a taxon."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from config import clock, towns
from reference.sensitivity.rules import Rule
from reference.sensitivity.tables import SensitivityEdition, SensitivityRule

BATCH = 1000


def edition(session: Session) -> SensitivityEdition | None:
    """Return the edition in force."""
    kept = select(SensitivityEdition).where(SensitivityEdition.replaced_at.is_(None))
    return session.scalar(kept.order_by(SensitivityEdition.id.desc()).limit(1))


def editions(session: Session) -> Sequence[SensitivityEdition]:
    """Return every edition that was ever in force, the newest first."""
    return session.scalars(select(SensitivityEdition).order_by(SensitivityEdition.id.desc())).all()


def put_in_force(
    session: Session, new: SensitivityEdition, rules: Iterable[Rule],
    replaced: Collection[tuple[str, str]],
) -> None:  # fmt: skip
    """Replace the rules in force by those of an edition: one transaction, the caller's.

    replaced: the (list, department) whose rules a regional list replaces: kept, never applied.
    """
    towns.held(session)  # of two imports at once, one waits
    new.loaded_at = clock.now()
    former = update(SensitivityEdition).where(SensitivityEdition.replaced_at.is_(None))
    session.execute(former.values(replaced_at=new.loaded_at))
    session.execute(delete(SensitivityRule))
    session.add(new)
    session.flush()
    told = (_row(rule, new.id, (rule.list, rule.area) in replaced) for rule in rules)
    while batch := list(islice(told, BATCH)):
        session.execute(insert(SensitivityRule), batch)


def _row(rule: Rule, edition: int, is_replaced: bool) -> dict[str, Any]:
    told = {name: getattr(rule, name) for name in SAME}
    return told | {"edition_id": edition, "department": rule.area, "is_replaced": is_replaced}


SAME = ("cd_nom", "name", "level", "years", "status", "behaviour", "note", "list")


def rules_of(session: Session, names: Collection[int], department: str | None) -> list[Rule]:
    """Return the rules on any of these names in a department; nothing given: in all of them."""
    query = select(SensitivityRule, SensitivityEdition.version).join(SensitivityEdition)
    query = query.where(SensitivityRule.cd_nom.in_(names), SensitivityRule.is_replaced.is_(False))
    if department is not None:
        query = query.where(SensitivityRule.department == department)
    return [
        Rule(area=row.department, edition=version, **{name: getattr(row, name) for name in SAME})
        for row, version in session.execute(query)
    ]


def levels(session: Session) -> dict[int, int]:
    """Count the rules in force, by level."""
    counted = select(SensitivityRule.level, func.count()).where(
        SensitivityRule.is_replaced.is_(False)
    )
    rows = session.execute(counted.group_by(SensitivityRule.level))
    return {row[0]: row[1] for row in rows}
