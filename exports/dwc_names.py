"""A name in the terms of Darwin Core: a taxon of TAXREF, or an ornamental that TAXREF lacks."""

import tomllib
from pathlib import Path

from exports.records import Ornamental, Record, Taxon

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
OVERSEAS: dict[str, str] = WORDS["overseas"]
INPN, WIKIDATA = "https://inpn.mnhn.fr/espece/cd_nom/", "https://www.wikidata.org/entity/"


def names(record: Record, is_wild: bool, edition: str) -> dict[str, str]:
    """Tell the name a record holds; an ornamental's own, under the higher ranks of its kin."""
    tells = is_wild and record.department not in OVERSEAS  # a status of metropolitan France
    return {
        **(of_taxon(record.taxon, tells, edition) if record.taxon else {}),
        **(_ornamental(record.ornamental) if record.ornamental else {}),
        "verbatimIdentification": record.cited_name,
    }


def of_taxon(taxon: Taxon, tells: bool, edition: str) -> dict[str, str]:
    """Tell a name of TAXREF; tells: whether its status in metropolitan France means something."""
    return {
        "scientificName": taxon.full_name,
        "taxonRank": WORDS["ranks"].get(taxon.rank, ""),
        "kingdom": taxon.kingdom,
        "phylum": taxon.phylum,
        "class": taxon.class_,
        "order": taxon.order,
        "family": taxon.family,
        "taxonID": f"{INPN}{taxon.cd_nom}",
        "acceptedNameUsageID": f"{INPN}{taxon.cd_ref}",
        "acceptedNameUsage": taxon.valid_name,
        "nameAccordingTo": edition,
        "vernacularName": taxon.vernacular,
        "establishmentMeans": WORDS["origins"].get(taxon.fr_status, "") if tells else "",
    }


def _ornamental(bred: Ornamental) -> dict[str, str]:
    rank = "cultivar" if bred.cultivar else "species" if bred.epithet else "genus"
    return {
        **dict.fromkeys(WORDS["of_taxref"], ""),
        "scientificName": bred.name,
        "taxonRank": rank,
        "kingdom": "Plantae",
        "taxonID": f"{WIKIDATA}{bred.wikidata}" if bred.wikidata else "",
        "vernacularName": bred.vernacular,
    }
