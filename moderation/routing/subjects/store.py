"""Gather what routing knows of observations: as many queries for two hundred as for one."""

from collections.abc import Collection, Mapping, Sequence

from shapely import from_wkb
from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.observations import store as observations
from citizen.observations.tables import Observation
from config import spatial
from moderation.routing.rules import Rulebook, Subject
from reference.taxa.tables import Taxon
from reference.territories.rules import PRIVATE, most_of
from reference.territories.tables import Zone

INVASIVE = "J"  # TAXREF, FR: « introduit envahissant »
DEEPEST = 60  # ranks from a form up to its kingdom


def subjects(session: Session, found: Sequence[Observation], book: Rulebook) -> dict[int, Subject]:
    """Describe observations, by row; what no rule asks for is not looked up."""
    names = {one.name_held for one in found} - {None}
    known = _taxa(session, {name for name in names if name is not None})
    branches = _branches(session, known) if any(one.taxon for one in book.rules) else {}
    zones = _zones(session, found, book)
    spoken = _languages(session, found) if any(one.language for one in book.rules) else {}
    told: dict[int, Subject] = {}
    for one in found:
        name = one.name_held or 0
        told[one.id] = Subject(
            one.protocol,
            one.group,
            one.territory or "",
            branches.get(name, frozenset()),
            zones.get(one.id, frozenset()),
            one.sensitivity,
            one.campaign,
            spoken.get(one.author_id, ""),
            name in known and known[name].fr_status == INVASIVE,
        )
    return told


def _taxa(session: Session, names: Collection[int]) -> dict[int, Taxon]:
    if not names:
        return {}
    return {
        row.cd_nom: row for row in session.scalars(select(Taxon).where(Taxon.cd_nom.in_(names)))
    }


def _branches(session: Session, known: Mapping[int, Taxon]) -> dict[int, frozenset[int]]:
    """The taxa above each name, itself included: rank by rank, for all of them at once."""
    above = {row.cd_nom: row.cd_ref for row in known.values() if row.cd_nom != row.cd_ref}
    above |= {row.cd_nom: row.parent for row in known.values() if row.cd_nom == row.cd_ref}
    asked = {*above.values()} - above.keys()
    for _ in range(DEEPEST):
        if not asked:
            break
        columns = select(Taxon.cd_nom, Taxon.cd_ref, Taxon.parent).where(Taxon.cd_nom.in_(asked))
        rows = session.execute(columns).all()
        above |= {number: parent if number == ref else ref for number, ref, parent in rows}
        asked = {above[row.cd_nom] for row in rows} - above.keys() - {0}
    return {name: _climbed(name, above) for name in known}


def _climbed(number: int, above: Mapping[int, int]) -> frozenset[int]:
    found = {number}
    while (number := above.get(number, 0)) and number not in found:
        found.add(number)
    return frozenset(found)


def _zones(
    session: Session, found: Sequence[Observation], book: Rulebook
) -> dict[int, frozenset[str]]:
    """Which of the zones that rules name hold each observation."""
    named = {code for rule in book.rules for code in rule.territory}
    if not named:
        return {}
    drawn = select(Zone.code, spatial.as_wkb(Zone.outline)).where(
        Zone.code.in_(named), Zone.kind != PRIVATE
    )
    outlines = [(code, from_wkb(bytes(wkb))) for code, wkb in session.execute(drawn)]
    if not outlines:
        return {}
    places = {one.id: observations.place(one) for one in found}
    return {
        number: frozenset(code for code, outline in outlines if most_of(place, outline))
        for number, place in places.items()
    }


def _languages(session: Session, found: Sequence[Observation]) -> dict[int, str]:
    authors = {one.author_id for one in found}
    rows = session.execute(select(Account.id, Account.language).where(Account.id.in_(authors)))
    return {row.id: row.language for row in rows}
