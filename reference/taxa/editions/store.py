"""Load an edition of TAXREF beside the one in force, tell what it changes, then switch."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Insert,
    Integer,
    RowMapping,
    Select,
    and_,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session, aliased

from config import clock, events, towns
from config.database import joining, reading, transaction
from config.editions import NEXT, Edition, Filled
from config.reports import Reached
from reference.taxa.editions.statuts import COLUMNS as STATUS_COLUMNS
from reference.taxa.editions.statuts import Gone
from reference.taxa.editions.taxref import COLUMNS, Rows
from reference.taxa.tables import (
    Sighting,
    Taxon,
    TaxonChange,
    TaxonEdition,
    TaxonKey,
    TaxonName,
    TaxonStatus,
)

TABLES: list[Any] = [one.__table__ for one in (Taxon, TaxonName, TaxonKey, TaxonStatus)]
NAME_COLUMNS = ("id", "cd_nom", "cd_ref", "plain", "written")
KEY_COLUMNS = ("key", "name_id")
TOGETHER = 10_000  # changes kept at once
AFTER = table(Taxon.__tablename__ + NEXT, column("cd_nom", Integer), column("cd_ref", Integer))


class Told(NamedTuple):
    """What the record of an edition holds."""

    version: str
    sha256: str
    statuses_sha256: str
    names: int
    statuses: int


def in_force(session: Session) -> TaxonEdition | None:
    """The edition whose names are used; none while the built-in sample serves."""
    return session.scalar(select(TaxonEdition).order_by(TaxonEdition.id.desc()).limit(1))


def reached(beside: Edition) -> tuple[Reached, Reached]:
    """How far the names are in all their tables, and how far the statuses."""
    *names, statuses = (beside.reached[table.name] for table in TABLES)
    return min(names), statuses


def add(beside: Edition, rows: Rows, upto: Reached) -> None:
    """Add rows to the edition that is being loaded."""
    columns = (COLUMNS, NAME_COLUMNS, KEY_COLUMNS)
    beside.add([Filled(*one, upto) for one in zip(TABLES, columns, rows, strict=False)])


def add_statuses(beside: Edition, rows: Sequence[tuple[str, ...]], upto: Reached) -> None:
    lines = "\n".join(map("\t".join, rows)).encode()
    beside.add([Filled(TABLES[3], STATUS_COLUMNS, lines, upto)])


def compare(number: int, gone: Mapping[int, Gone]) -> None:
    """Keep what the edition beside changes of the one in force: names moved, names dropped."""
    with transaction() as session:  # what an interrupted import left
        session.execute(delete(TaxonChange).where(TaxonChange.edition_id == number))
    with reading() as session:
        for query in (_moved(), _dropped()):
            found = session.execute(query.execution_options(yield_per=TOGETHER)).mappings()
            for some in found.partitions(TOGETHER):
                changes = [_explained(one, gone) | {"edition_id": number} for one in some]
                _follow(session, changes)
                with transaction() as writing:
                    writing.execute(insert(TaxonChange), changes)


def _moved() -> Select[Any]:
    return _changes("moved", AFTER.c.cd_ref).where(AFTER.c.cd_ref != Taxon.cd_ref)


def _dropped() -> Select[Any]:
    return _changes("dropped", null()).where(AFTER.c.cd_nom.is_(None))


def _changes(kind: str, now: Any) -> Select[Any]:
    told = (Taxon.cd_nom, Taxon.name, Taxon.cd_ref.label("cd_ref_before"), now.label("cd_ref"))
    query = select(*told, literal(kind).label("kind"))
    return query.outerjoin(AFTER, AFTER.c.cd_nom == Taxon.cd_nom).order_by(Taxon.cd_nom)


def _explained(change: RowMapping, gone: Mapping[int, Gone]) -> dict[str, Any]:
    why = gone.get(change["cd_nom"], Gone("", 0))
    return {**change, "reason": why.reason, "cd_ref": change["cd_ref"] or why.replacement or None}


def _follow(session: Session, changes: Sequence[dict[str, Any]]) -> None:
    """A replacement is itself a name: what counts is the taxon it stands for."""
    wanted = {one["cd_ref"] for one in changes if one["kind"] == "dropped"} - {None}
    known = select(AFTER.c.cd_nom, AFTER.c.cd_ref).where(AFTER.c.cd_nom.in_(wanted))
    valid = {row.cd_nom: row.cd_ref for row in session.execute(known)}
    for one in changes:
        if one["kind"] == "dropped":
            one["cd_ref"] = valid.get(one["cd_ref"])


def switch(beside: Edition, number: int, told: Told) -> None:
    """Put the edition beside in force, with its record and the sightings that follow it."""
    kept = {"id": number, "loaded_at": clock.now(), **told._asdict()}

    def also(connection: Connection) -> None:
        connection.execute(insert(TaxonEdition).values(kept))
        moved = select(TaxonChange.cd_nom).where(
            TaxonChange.edition_id == number, TaxonChange.kind == "moved"
        )
        now = select(Taxon.cd_ref).where(Taxon.cd_nom == Sighting.cd_nom).scalar_subquery()
        followed = update(Sighting).where(Sighting.cd_nom.in_(moved)).values(cd_ref=now)
        connection.execute(followed)  # those of every town
        connection.execute(_still_told(number, told.version))
        _tell(connection, told.version)

    beside.switch(also)
    with transaction() as session:  # of editions before, nobody asks any more
        session.execute(delete(TaxonChange).where(TaxonChange.edition_id != number))


def _still_told(number: int, version: str) -> Insert:
    """Keep what editions before changed: names that TAXREF still lacks; of the same version, all.

    A record under a name that is gone waits for another one, however many editions come meanwhile.
    """
    now = aliased(TaxonChange)  # asked for each name: a list of 700,000 would hold all who search
    is_told = exists().where(now.edition_id == number, now.cd_nom == TaxonChange.cd_nom)
    is_there = exists().where(Taxon.cd_nom == TaxonChange.cd_nom)
    same = select(TaxonEdition.id).where(TaxonEdition.version == version)
    lacking = and_(TaxonChange.kind == "dropped", ~is_there)
    columns = [one for one in TaxonChange.__table__.columns if one.name != "edition_id"]
    kept = select(literal(number), *columns).where(
        TaxonChange.edition_id == number - 1,
        ~is_told,
        or_(lacking, and_(TaxonChange.kind == "moved", TaxonChange.edition_id.in_(same))),
    )
    return insert(TaxonChange).from_select(["edition_id", *(one.name for one in columns)], kept)


def _tell(connection: Connection, version: str) -> None:
    """A name may now stand for a taxon that must be protected: each town looks again."""
    with joining(connection) as session:
        for _ in towns.each(session):
            events.record(session, "taxa.changed", "taxref", edition=version)


def changes(session: Session, number: int, limit: int) -> tuple[dict[str, int], list[TaxonChange]]:
    """How many names an edition moved and dropped, and the first of them."""
    counted = select(TaxonChange.kind, func.count()).where(TaxonChange.edition_id == number)
    found = select(TaxonChange).where(TaxonChange.edition_id == number)
    first = session.scalars(found.order_by(TaxonChange.cd_nom).limit(limit)).all()
    rows = session.execute(counted.group_by(TaxonChange.kind))
    return {kind: count for kind, count in rows}, list(first)  # noqa: C416 (rows are not pairs to mypy)
