"""Find names and taxa; load the sample the product is shipped with."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from reference.taxa.rules import folded, rank_of_answer
from reference.taxa.tables import Taxon

SAMPLE = Path(__file__).parent / "sample.csv"  # 1,926 names of TAXREF (PatriNat), Licence Ouverte
VERSION = "TAXREF (échantillon)"
CANDIDATES = 400  # names looked at before the best are kept


def of_cd_nom(session: Session, cd_nom: int) -> Taxon | None:
    return session.get(Taxon, cd_nom)


def named(session: Session, name: str) -> Taxon | None:
    """Find the taxon a scientific name is exactly the name of; its own valid name first."""
    written = " ".join(name.replace("×", " x ").split())  # TAXREF writes hybrids with a letter
    found = select(Taxon).where(Taxon.name.in_({name, written}))
    return session.scalar(found.order_by(Taxon.cd_nom != Taxon.cd_ref, Taxon.cd_nom).limit(1))


def search(session: Session, asked: str, limit: int) -> Sequence[Taxon]:
    """Find names by the beginnings of their words, accents and case aside, in any order."""
    words = folded(asked).split()
    if not words:
        return []
    query = select(Taxon)
    for word in words:
        query = query.where(Taxon.words.contains(f" {word}", autoescape=True))
    found = session.scalars(query.order_by(func.length(Taxon.name)).limit(CANDIDATES)).all()
    plain = " ".join(words)
    order = {
        t.cd_nom: rank_of_answer(
            {"name": t.name, "vernacular": t.vernacular, "rank": t.rank}, plain
        )
        for t in found
    }
    return sorted(found, key=lambda taxon: order[taxon.cd_nom])[:limit]


def load_sample(session: Session) -> int:
    """Load the built-in names when there are none; say how many."""
    if session.scalar(select(Taxon.cd_nom).limit(1)) is not None:
        return 0
    rows = list(_sample())
    session.execute(insert(Taxon), rows)
    return len(rows)


def _sample() -> Iterator[dict[str, object]]:
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = f" {folded(row['name'])} {folded(row['vernacular'])}"
            yield {
                **row,
                "cd_nom": int(row["cd_nom"]),
                "cd_ref": int(row["cd_ref"]),
                "words": names,
            }
