"""Draw second readings, find what waits for a reader, count what they tell."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, case, cast, exists, false, func, or_, select, update
from sqlalchemy.orm import Session

from citizen.accounts.rules import ROLES, Caller
from citizen.observations.scopes.store import within
from citizen.observations.tables import Observation
from config import clock
from config.engines import insert_once
from moderation.opinions.tables import Opinion
from moderation.readings.rules import AUDIT, KNOWN, SHOWN_FROM, Measure, measure
from moderation.readings.rules import is_trusted as reliable
from moderation.readings.tables import SecondReading


def draw(session: Session, found: Observation, opinion: Opinion, kind: str) -> None:
    """Have what was settled read again; asked twice, it is read once."""
    made = insert_once(session, SecondReading, ("observation_id", "version", "kind"))
    session.execute(
        made.values(
            observation_id=found.id,
            version=opinion.version,
            kind=kind,
            organisation="" if kind == KNOWN else opinion.organisation,
            protocol=opinion.protocol,
            group=opinion.group,
            view=opinion.view,
            state="waiting",
            read="",
            drawn_at=clock.now(),
        )
    )


def audit(session: Session, found: Observation, view: str, group: str) -> None:
    """Keep what a declared rule would hold, to be compared with what people hold, who know nothing.

    It waits in the queue as any other: nobody reads it again.
    """
    made = insert_once(session, SecondReading, ("observation_id", "version", "kind"))
    session.execute(
        made.values(
            observation_id=found.id, version=found.version, kind=AUDIT, organisation="",
            protocol=found.protocol, group=group, view=view, state="drawn", read="",
            drawn_at=clock.now(),
        )
    )  # fmt: skip


def audited(session: Session, found: Observation) -> SecondReading | None:
    """Find what a declared rule would have held of the present version, where it was drawn."""
    query = select(SecondReading).where(
        SecondReading.observation_id == found.id,
        SecondReading.version == found.version,
        SecondReading.kind == AUDIT,
    )
    return session.scalar(query)


def forget_stale(session: Session, found: Observation) -> None:
    """What was judged has changed since: a second reading of it would measure nothing."""
    stale = update(SecondReading).where(
        SecondReading.observation_id == found.id, SecondReading.state == "waiting"
    )
    session.execute(stale.values(state="void"))


def waiting(session: Session, reader: Caller, limit: int = 50) -> Sequence[SecondReading]:
    """Return what somebody may read again: neither theirs, nor judged by them already."""
    query = _readable(reader).order_by(SecondReading.id).limit(limit)
    return list(session.scalars(query))


def of_uuid(session: Session, uuid: UUID, reader: Caller) -> SecondReading | None:
    """Find a second reading that waits for somebody, and keep it to this transaction."""
    query = _readable(reader).where(SecondReading.uuid == uuid)
    found: SecondReading | None = session.scalar(query.with_for_update(of=SecondReading))
    return found


def _readable(reader: Caller) -> Any:
    theirs = exists().where(
        Opinion.observation_id == SecondReading.observation_id, Opinion.moderator_id == reader.id
    )
    allowed = [within(scope) for scope in reader.scopes if "moderator" in ROLES[scope.role]]
    return (
        select(SecondReading)
        .join(Observation, Observation.id == SecondReading.observation_id)
        .where(
            SecondReading.state == "waiting",
            SecondReading.version == Observation.version,
            Observation.author_id != reader.id,
            Observation.status != "withdrawn",
            ~theirs,
            or_(false(), *allowed),
        )
    )


def close(reading: SecondReading, reader: int, organisation: str, read: str) -> bool:
    """Note what a second reader holds; say whether it is what was held first."""
    reading.reader_id, reading.read, reading.read_at = reader, read, clock.now()
    reading.state, reading.agrees = "done", read == reading.view
    if reading.kind == KNOWN:
        reading.organisation = organisation
    return bool(reading.agrees)


# ---- figures


def automatic(session: Session, protocol: str = "") -> Measure | None:
    """Estimate how often people hold otherwise than the declared rule would; of what may show."""
    wrong = func.sum(case((SecondReading.agrees.is_(False), 1), else_=0))
    query = select(func.count(), cast(wrong, Integer)).join(
        Observation, Observation.id == SecondReading.observation_id
    )
    query = query.where(SecondReading.kind == AUDIT, SecondReading.state == "done")
    query = query.where(Observation.sensitivity == 0)
    if protocol:
        query = query.where(SecondReading.protocol == protocol)
    read, disagreed = session.execute(query).one()
    return measure(read, disagreed) if read else None


def _counted(*by: Any) -> Any:
    wrong = func.sum(case((SecondReading.agrees.is_(False), 1), else_=0))
    query = select(*by, func.count(), cast(wrong, Integer))
    query = query.where(SecondReading.kind != AUDIT)
    return query.where(SecondReading.state == "done").group_by(*by).order_by(*by)


def is_trusted(session: Session, organisation: str, group: str) -> bool:
    """Whether second readings measure an organisation as reliable in a group."""
    query = _counted(SecondReading.organisation, SecondReading.group).where(
        SecondReading.organisation == organisation, SecondReading.group == group
    )
    row = session.execute(query).first()
    return row is not None and reliable(row[2], row[3])


def by_organisation(session: Session) -> list[dict[str, Any]]:
    """Tell the lead how each organisation is measured, in each group."""
    rows = session.execute(_counted(SecondReading.organisation, SecondReading.group))
    return [
        {"organisation": row[0], "group": row[1], "measure": measure(row[2], row[3]),
         "is_trusted": reliable(row[2], row[3])}
        for row in rows
    ]  # fmt: skip


def published(session: Session, protocol: str) -> Mapping[str, Measure]:
    """Estimate the errors of what is published of a protocol, by group; "": all together.

    Of no person and no organisation. Groups read again too seldom are told in the whole alone, and
    what is hidden counts nowhere: neither may tell that it is there.
    """
    query = _counted(SecondReading.group).join(
        Observation, Observation.id == SecondReading.observation_id
    )
    query = query.where(SecondReading.protocol == protocol, Observation.sensitivity == 0)
    rows: list[tuple[str, int, int]] = [(row[0], row[1], row[2]) for row in session.execute(query)]
    if not rows:
        return {}
    whole = measure(sum(row[1] for row in rows), sum(row[2] for row in rows))
    enough = {name: measure(*told) for name, *told in rows if name and told[0] >= SHOWN_FROM}
    return {"": whole, **enough}
