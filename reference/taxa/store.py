"""Find names and taxa; keep what a town saw; load the sample the product is shipped with."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from config import towns
from config.database import Base, ask
from config.engines import insert_once
from reference.taxa.editions.store import KEY_COLUMNS, NAME_COLUMNS, in_force
from reference.taxa.editions.taxref import COLUMNS, TAKEN
from reference.taxa.ranks.store import ABOVE
from reference.taxa.search.rules import ALTERNATIVE, WHOLE, searched
from reference.taxa.search.shelving import TAKEN as SHELVED
from reference.taxa.search.shelving import Shelving
from reference.taxa.search.store import Here, find
from reference.taxa.tables import (
    Sighting,
    Taxon,
    TaxonChange,
    TaxonEdition,
    TaxonKey,
    TaxonName,
    TaxonStatus,
)

SAMPLE = Path(__file__).parent / "sample.csv"  # 1,926 names of TAXREF (PatriNat), Licence Ouverte
SAMPLE_VERSION = "TAXREF (échantillon)"


def version(session: Session) -> str:
    """The edition of TAXREF in force, as it is cited."""
    edition = in_force(session)
    return edition.version if edition else SAMPLE_VERSION


def of_cd_nom(session: Session, cd_nom: int) -> Taxon | None:
    return session.get(Taxon, cd_nom)


def named(session: Session, name: str) -> Taxon | None:
    """Find the taxon a scientific name is exactly the name of; its own valid name first."""
    written = " ".join(name.replace("×", " x ").split())  # TAXREF writes hybrids with a letter
    known = exactly(session, {name, written})
    return known.get(name) or known.get(written)


def exactly(session: Session, names: Collection[str]) -> dict[str, Taxon]:
    """The taxa these scientific names are exactly the names of, as TAXREF writes them."""
    standing = [shelf + one for name in names for shelf in WHOLE for one in _read(name)]
    query = (
        select(Taxon)
        .join(TaxonName, TaxonName.cd_nom == Taxon.cd_nom)
        .join(TaxonKey, TaxonKey.name_id == TaxonName.id)
        .where(TaxonKey.key.in_(standing), Taxon.name.in_(names))
        .order_by(Taxon.cd_nom == Taxon.cd_ref, Taxon.cd_nom.desc())
    )
    return {taxon.name: taxon for taxon in session.scalars(query)}  # the valid one comes last


def _read(name: str) -> list[str]:
    return searched(name).split(ALTERNATIVE)


def search(session: Session, asked: str, limit: int) -> Sequence[Taxon]:
    """Find taxa as people type their names, whole."""
    found = [one.cd_nom for one in find(session, asked, limit)]
    known = {
        one.cd_nom: one for one in session.scalars(select(Taxon).where(Taxon.cd_nom.in_(found)))
    }
    return [known[number] for number in found if number in known]


def ancestors(session: Session, cd_ref: int) -> list[int]:
    """The taxa above a taxon, the nearest first: what a rule on a higher rank covers it by."""
    above: list[int] = []
    for row in ask(session, ABOVE, {"cd_ref": cd_ref}):
        if row.number in {0, cd_ref, *above}:  # a file may lead in a circle
            break
        above.append(row.number)
    return above


def known(session: Session, cd_noms: Collection[int]) -> dict[int, Taxon]:
    """The names under these numbers."""
    found = session.scalars(select(Taxon).where(Taxon.cd_nom.in_(cd_noms)))
    return {taxon.cd_nom: taxon for taxon in found}


TOLD = select(
    Taxon.cd_nom, Taxon.cd_ref, Taxon.rank, Taxon.name, Taxon.vernacular, Taxon.group,
    Taxon.fr_status, Taxon.territories,
).where(Taxon.cd_nom.in_(bindparam("cd_noms", expanding=True)))  # fmt: skip


def told(session: Session, cd_noms: Collection[int]) -> dict[int, Any]:
    """What a sending needs of the names under these numbers, in one quick query."""
    if not cd_noms:
        return {}
    return {one.cd_nom: one for one in ask(session, TOLD, {"cd_noms": [*cd_noms]})}


def synonyms(session: Session, cd_ref: int) -> Sequence[Taxon]:
    """The other names of a taxon, in the order of the alphabet."""
    numbers = select(TaxonName.cd_nom).where(TaxonName.cd_ref == cd_ref)
    query = select(Taxon).where(Taxon.cd_nom.in_(numbers), Taxon.cd_nom != cd_ref)
    return session.scalars(query.order_by(Taxon.cd_nom)).all()


def statuses(session: Session, cd_ref: int) -> Sequence[TaxonStatus]:
    """The protections, red lists and other statuses of a taxon, in the order of their file."""
    query = select(TaxonStatus).where(TaxonStatus.cd_ref == cd_ref)
    return session.scalars(query.order_by(TaxonStatus.number)).all()


def changed(session: Session, cd_noms: Collection[int]) -> Sequence[TaxonChange]:
    """What the edition in force changed of these names: another taxon, or no name any more."""
    last = select(TaxonEdition.id).order_by(TaxonEdition.id.desc()).limit(1).scalar_subquery()
    query = select(TaxonChange).where(
        TaxonChange.edition_id == last, TaxonChange.cd_nom.in_(cd_noms)
    )
    return session.scalars(query.order_by(TaxonChange.cd_nom)).all()


def saw(session: Session, uuid: UUID, here: Here, cd_nom: int) -> None:
    """Count that a published record tells of a taxon here; told twice, it counts once."""
    forget(session, uuid)
    cd_ref = session.scalar(select(Taxon.cd_ref).where(Taxon.cd_nom == cd_nom))
    if cd_ref is not None:
        made = insert_once(session, Sighting, ("town_id", "uuid"))
        session.execute(made.values(uuid=uuid, cd_nom=cd_nom, cd_ref=cd_ref, **here._asdict()))


def seen_by_month(session: Session, cd_ref: int, commune: str) -> dict[int, int]:
    """Count what is published of a taxon in a commune, by month."""
    told = {"commune": commune, "cd_ref": cd_ref}
    return {row[0]: row[1] for row in ask(session, BY_MONTH, told)}


BY_MONTH = (
    select(Sighting.month, func.count())
    .where(Sighting.territory == bindparam("commune"), Sighting.cd_ref == bindparam("cd_ref"))
    .where(Sighting.month.in_(range(1, 13)), towns.is_served(Sighting))
    .group_by(Sighting.month)
)


def has_sightings(session: Session, commune: str, number: int) -> bool:
    """Whether at least so many records are published in a commune."""
    seen = select(Sighting.id).where(Sighting.territory == commune).offset(number - 1).limit(1)
    return session.scalar(seen) is not None


def forget(session: Session, uuid: UUID) -> None:
    """Count a record no more."""
    session.execute(delete(Sighting).where(Sighting.uuid == uuid))


def load_sample(session: Session) -> int:
    """Load the built-in names when there are none; say how many."""
    if session.scalar(select(Taxon.cd_nom).limit(1)) is not None:
        return 0
    rows = list(sample())
    taxa = (tuple(row[TAKEN[name]] for name in SHELVED) for row in rows)
    names, keys = Shelving().shelved(taxa)
    for table, columns, found in (
        (Taxon, COLUMNS, [[row[name] for name in COLUMNS] for row in rows]),
        (TaxonName, NAME_COLUMNS, [line.split("\t") for line in names]),
        (TaxonKey, KEY_COLUMNS, [line.split("\t") for line in keys]),
    ):
        kinds = [table.__table__.c[name].type.python_type for name in columns]
        session.execute(
            insert(Base.metadata.tables[table.__tablename__]),
            [
                {name: kind(value) for name, kind, value in zip(columns, kinds, one, strict=True)}
                for one in found
            ],
        )
    return len(rows)


def sample() -> Iterator[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {**row, "class": row["class_"], "english": "", "territories": ""}
