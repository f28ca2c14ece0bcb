"""Keep the rules of the town: added, ended, never changed."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from config import clock, events
from config.problems import Problem
from moderation.sensitivity.local.tables import LocalSensitivity
from reference.sensitivity.rules import LOCAL, Rule


def rules_of(session: Session, names: Collection[int]) -> list[Rule]:
    """The town's own rules in force on any of these names."""
    mine = select(LocalSensitivity).where(
        LocalSensitivity.cd_nom.in_(names), LocalSensitivity.ended_at.is_(None)
    )
    return [as_rule(row) for row in session.scalars(mine)]


def as_rule(row: LocalSensitivity) -> Rule:
    season = (row.season_first, row.season_last)
    return Rule(
        cd_nom=row.cd_nom,
        name=row.name,
        area=row.area,
        level=row.level,
        season=season if None not in season else None,  # type: ignore[arg-type]
        note=row.reason,
        origin=LOCAL,
        edition=row.added_at.date().isoformat(),
    )


def add(session: Session, rule: Rule, by: int) -> LocalSensitivity:
    """Add a rule of the town, in force from now on."""
    first, last = rule.season or (None, None)
    row = LocalSensitivity(
        uuid=uuid4(), cd_nom=rule.cd_nom, name=rule.name, area=rule.area, level=rule.level,
        season_first=first, season_last=last, reason=rule.note, added_at=clock.now(), added_by=by,
    )  # fmt: skip
    session.add(row)
    events.record(session, "sensitivity.changed", row.uuid, by, added=rule.name)
    return row


def end(session: Session, uuid: UUID, by: int, why: str) -> LocalSensitivity:
    """End a rule of the town: it is kept, and asks nothing any more."""
    row = session.scalar(
        select(LocalSensitivity).where(LocalSensitivity.uuid == uuid).with_for_update()
    )
    if row is None:
        raise Problem("not-found")
    if row.ended_at is None:
        row.ended_at, row.ended_by, row.ended_why = clock.now(), by, why
        events.record(session, "sensitivity.changed", uuid, by, ended=row.name)
    return row


def of_town(session: Session) -> Sequence[LocalSensitivity]:
    """Return the town's rules: those in force first, then the newest."""
    rows = select(LocalSensitivity)
    order = (LocalSensitivity.ended_at.is_not(None), LocalSensitivity.id.desc())
    return session.scalars(rows.order_by(*order)).all()
