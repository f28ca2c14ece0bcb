"""Keep and find ornamentals."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from config import clock
from config.engines import insert_once
from config.words import folded
from reference.ornamentals.rules import Name, Ornament, written
from reference.ornamentals.tables import Ornamental


def of_id(session: Session, number: int) -> Ornamental:
    return session.scalars(select(Ornamental).where(Ornamental.id == number)).one()


def known(session: Session, name: Name | None, wikidata: str) -> Ornamental | None:
    """Find the ornamental of a Wikidata item, else of a name."""
    if wikidata:
        found = session.scalar(select(Ornamental).where(Ornamental.wikidata == wikidata))
        if found is not None:
            return found
    if name is None:
        return None
    return session.scalar(select(Ornamental).where(Ornamental.name == written(name)))


def keep(session: Session, told: Ornament) -> Ornamental:
    """Keep an ornamental; one that bears the name already learns what it lacked."""
    name = written(told.name)
    content = told._asdict() | told.name._asdict() | {"name": name}
    words = f" {folded(name)} {folded(told.vernacular)}"
    made = insert_once(session, Ornamental, ("town_id", "name"))
    kept: Ornamental | None = session.scalar(
        made.values(**content, words=words, made_at=clock.now()).returning(Ornamental)
    )
    if kept is None:
        kept = session.scalars(select(Ornamental).where(Ornamental.name == name)).one()
        kept.wikidata = kept.wikidata or told.wikidata
        kept.vernacular = kept.vernacular or told.vernacular
    return kept


def search(session: Session, asked: str, limit: int) -> Sequence[Ornamental]:
    """Find ornamentals by the beginnings of their words, accents and case aside, in any order."""
    query, words = select(Ornamental), folded(asked).split()
    for word in words:
        query = query.where(Ornamental.words.contains(f" {word}", autoescape=True))
    return session.scalars(query.order_by(Ornamental.name).limit(limit)).all() if words else []
