"""Anyone finds names."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from config import answers
from config.database import Session, reading
from config.problems import Problem
from config.web import Blueprint
from reference.taxa import store
from reference.taxa.editions.taxref import by_territory
from reference.taxa.rules import first_vernacular, vernaculars
from reference.taxa.schemas import SearchSchema, TaxaSchema, WholeTaxonSchema
from reference.taxa.search.remembered.store import proposed
from reference.taxa.search.store import Here
from reference.taxa.tables import Taxon

taxa = Blueprint("taxa", __name__, url_prefix="/api/v1/taxa", description="Names of TAXREF")


@taxa.get("")
@taxa.arguments(SearchSchema, location="query")
@taxa.response(200, TaxaSchema)
def search(asked: Mapping[str, Any]) -> Response:
    """Find names as people type them, French, English or Latin, accents aside.

    With a territory (INSEE code) and a month, those seen there then come before their equals.
    """
    here = None
    if asked["territory"] and asked["month"]:
        here = Here(asked["territory"], asked["month"])
    found = proposed(asked["q"], asked["limit"], here)
    items = [told(one, one.written or one.name) for one in found]
    return answers.told({"items": items, "next": None}, 200, {})


@taxa.get("/<int:cd_nom>")
@taxa.response(200, WholeTaxonSchema)
def one(cd_nom: int) -> dict[str, Any]:
    """Describe a name of TAXREF and the taxon it stands for."""
    if cd_nom > 2**31 - 1:
        raise Problem("unknown-taxon", cd_nom=cd_nom)
    with reading() as session:
        taxon = store.of_cd_nom(session, cd_nom)
        if taxon is None:
            raise Problem("unknown-taxon", cd_nom=cd_nom)
        return told(taxon, taxon.name) | whole(session, taxon)


def told(taxon: Any, matched: str) -> dict[str, Any]:
    return {
        "cd_nom": taxon.cd_nom,
        "cd_ref": taxon.cd_ref,
        "name": taxon.name,
        "vernacular": first_vernacular(taxon.vernacular),
        "rank": taxon.rank,
        "group": taxon.group,
        "matched": matched,
    }


def whole(session: Session, taxon: Taxon) -> dict[str, Any]:
    """All that TAXREF tells of a taxon."""
    plain = (
        "author", "full_name", "valid_name", "kingdom", "phylum", "class_", "order", "family",
        "group1", "group3", "habitat",
    )  # fmt: skip
    above = store.ancestors(session, taxon.cd_ref)
    kin = store.known(session, above)
    return {name: getattr(taxon, name) for name in plain} | {
        "vernaculars": {"fr": vernaculars(taxon.vernacular), "en": vernaculars(taxon.english)},
        "territories": by_territory(taxon.territories),
        "statuses": store.statuses(session, taxon.cd_ref),
        "synonyms": store.synonyms(session, taxon.cd_ref),
        "parents": [kin[number] for number in above if number in kin],
        "version": store.version(session),
    }
