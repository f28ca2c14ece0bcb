"""What a moderator names: a taxon of TAXREF, or an ornamental that TAXREF lacks."""

from typing import NamedTuple

from citizen.observations.rules import CitedTaxon
from config.database import Session
from config.places import Fault
from reference.ornamentals import store as ornamentals
from reference.ornamentals.rules import PLANTED, Ornament, nearest, parsed, written
from reference.taxa import store as taxa


class Held(NamedTuple):
    """A determination: what it leaves unsaid stays as it was."""

    cd_nom: int | None = None  # of TAXREF; of an ornamental, its nearest name there
    ornamental_id: int | None = None
    group: str = ""  # GROUP2_INPN; "" when no name of TAXREF tells it
    name: str = ""  # of an ornamental


def determination(
    session: Session, named: CitedTaxon, naturality: str = PLANTED
) -> Held | Fault | None:
    """Find what a moderator names, nothing when they name nothing; say what names no plant.

    A name that TAXREF lacks is kept as an ornamental of the town, from now on known; naturality:
    how those that bear it came to be there.
    """
    if named.cd_nom is not None:
        return _of_taxref(session, named.cd_nom)
    if not (named.wikidata or named.cited_name.strip()):
        return None
    name = parsed(named.cited_name)
    known = ornamentals.known(session, name, named.wikidata)
    if known is not None:
        return _of_ornamental(session, known.id, known.cd_nom, known.name)
    if name is None:
        return Fault("/taxon/cited_name", "not-a-plant")
    return _new(session, Ornament(name, wikidata=named.wikidata, naturality=naturality))


def _of_taxref(session: Session, cd_nom: int) -> Held | Fault:
    taxon = taxa.of_cd_nom(session, cd_nom)
    if taxon is None:
        return Fault("/taxon/cd_nom", "unknown-cd-nom")
    return Held(cd_nom, group=taxon.group)


def _of_ornamental(session: Session, number: int, cd_nom: int | None, name: str) -> Held:
    kin = taxa.of_cd_nom(session, cd_nom) if cd_nom else None
    return Held(cd_nom, number, kin.group if kin else "", name)


def _new(session: Session, told: Ornament) -> Held:
    """TAXREF's own name if it has it after all, else a new ornamental beside its nearest kin."""
    found = (taxa.named(session, one) for one in nearest(told.name))
    kin = next((taxon for taxon in found if taxon is not None), None)
    if kin is not None and not told.wikidata and kin.name == written(told.name):
        return Held(kin.cd_nom, group=kin.group)
    kept = ornamentals.keep(session, told._replace(cd_nom=kin.cd_nom if kin else None))
    return _of_ornamental(session, kept.id, kept.cd_nom, kept.name)
