"""Ask at once for all that stands above a taxon."""

from typing import Any

from sqlalchemy import Integer, bindparam, case, literal, select

from reference.taxa.tables import Taxon

DEEPEST = 60  # ranks from a form up to its kingdom: TAXREF has 54


def _ranks() -> Any:
    """Go up rank by rank: a synonym leads to its taxon, that to its parent."""
    ranks = select(bindparam("cd_ref", type_=Integer).label("number"), literal(0).label("rank"))
    above = ranks.cte("above", recursive=True)
    following = case((Taxon.cd_ref == Taxon.cd_nom, Taxon.parent), else_=Taxon.cd_ref)
    rest = select(following, above.c.rank + 1).join(above, Taxon.cd_nom == above.c.number)
    above = above.union_all(rest.where(above.c.rank < DEEPEST))
    return select(above.c.number).where(above.c.rank > 0).order_by(above.c.rank)


ABOVE = _ranks()
