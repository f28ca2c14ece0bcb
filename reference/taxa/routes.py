"""Anyone finds names."""

from collections.abc import Mapping
from typing import Any

from config.database import reading
from config.problems import Problem
from config.web import Blueprint
from reference.taxa import store
from reference.taxa.rules import first_vernacular, folded
from reference.taxa.schemas import SearchSchema, TaxaSchema, TaxonSchema
from reference.taxa.tables import Taxon

taxa = Blueprint("taxa", __name__, url_prefix="/api/v1/taxa", description="Names of TAXREF")


@taxa.get("")
@taxa.arguments(SearchSchema, location="query")
@taxa.response(200, TaxaSchema)
def search(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Find names by the beginnings of their words, French or Latin, accents aside."""
    with reading() as session:
        found = store.search(session, asked["q"], asked["limit"])
    return {"items": [told(taxon, asked["q"]) for taxon in found], "next": None}


@taxa.get("/<int:cd_nom>")
@taxa.response(200, TaxonSchema)
def one(cd_nom: int) -> dict[str, Any]:
    """Describe a name of TAXREF."""
    if cd_nom > 2**31 - 1:
        raise Problem("unknown-taxon", cd_nom=cd_nom)
    with reading() as session:
        taxon = store.of_cd_nom(session, cd_nom)
    if taxon is None:
        raise Problem("unknown-taxon", cd_nom=cd_nom)
    return told(taxon, taxon.name)


def told(taxon: Taxon, asked: str) -> dict[str, Any]:
    words = folded(asked).split()
    names = [taxon.name, *(name.strip() for name in taxon.vernacular.split(",") if name.strip())]
    matching = (n for n in names if all(f" {w}" in f" {folded(n)}" for w in words))
    return {
        "cd_nom": taxon.cd_nom,
        "cd_ref": taxon.cd_ref,
        "name": taxon.name,
        "vernacular": first_vernacular(taxon.vernacular),
        "rank": taxon.rank,
        "group": taxon.group,
        "matched": next(matching, taxon.name),
    }
