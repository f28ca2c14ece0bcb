"""Choose the taxa a town's people will most likely name: seen there first, then common ones."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from config import towns
from config.database import ask
from reference.taxa.store import sample
from reference.taxa.tables import Sighting, Taxon

COLUMNS = (Taxon.cd_nom, Taxon.name, Taxon.vernacular, Taxon.english)
SEEN = (  # what is published of the town, the most often first
    select(*COLUMNS)
    .join(Sighting, Sighting.cd_ref == Taxon.cd_nom)
    .where(towns.is_served(Sighting))
    .group_by(*COLUMNS)
    .order_by(func.count(Sighting.id).desc(), Taxon.cd_nom)
    .limit(bindparam("most"))
)
THESE = select(*COLUMNS).where(
    Taxon.cd_nom == Taxon.cd_ref, Taxon.cd_nom.in_(bindparam("common", expanding=True))
)


def likely(session: Session, most: int) -> list[Any]:
    """Return at most so many taxa: rows of `cd_nom`, `name`, `vernacular`, `english`."""
    seen = [*ask(session, SEEN, {"most": most})]
    known = {row.cd_nom for row in seen}
    others = {row.cd_nom: row for row in ask(session, THESE, {"common": _common()})}
    filling = (others[one] for one in _common() if one in others and one not in known)
    return [*seen, *filling][:most]


@cache
def _common() -> Sequence[int]:
    """The numbers of the built-in sample, which holds what towns name most."""
    return [int(row["cd_nom"]) for row in sample()]
