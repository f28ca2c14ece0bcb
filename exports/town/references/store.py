"""Read which edition of each kind of reference data is in force."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reference.addresses.tables import House
from reference.nomenclatures.rules import EDITION
from reference.sensitivity import store as sensitivity
from reference.taxa.editions import store as editions
from reference.taxa.tables import Taxon
from reference.territories.tables import Territory


class Reference(NamedTuple):
    """A kind of reference data: what is in force, since when, and how to load another."""

    code: str
    edition: str  # "" when only what the product is shipped with serves
    size: int
    loaded_at: datetime | None
    command: str  # "" when it comes with the product


def references(session: Session) -> list[Reference]:
    known = [taxa(session), territories(session), rules(session), nomenclatures()]
    return [*known, addresses(session)]


def taxa(session: Session) -> Reference:
    found = editions.in_force(session)
    command = "brindille import taxa TAXREF.zip"
    if found is None:  # the sample the product is shipped with
        names = session.scalar(select(func.count()).select_from(Taxon)) or 0
        return Reference("taxa", "", names, None, command)
    return Reference("taxa", found.version, found.names, found.loaded_at, command)


def territories(session: Session) -> Reference:
    """The communes, whose edition is their vintage: the newest, and how many there are in all."""
    known = select(func.count(), func.max(Territory.vintage)).where(
        Territory.kind == "commune", Territory.until.is_(None)
    )
    count, vintage = session.execute(known).one()
    command = "brindille import communes FILE --vintage YEAR"
    return Reference("territories", str(vintage or ""), count, None, command)


def rules(session: Session) -> Reference:
    found = sensitivity.edition(session)
    command = "brindille import sensitivity RefSensibilite.zip"
    if found is None:
        return Reference("sensitivity", "", 0, None, command)
    return Reference("sensitivity", found.version, found.rows, found.loaded_at, command)


def addresses(session: Session) -> Reference:
    houses = session.scalar(select(func.count()).select_from(House)) or 0
    command = "brindille import addresses adresses-76.csv.gz"
    return Reference("addresses", "BAN" if houses else "", houses, None, command)


def nomenclatures() -> Reference:
    return Reference("nomenclatures", EDITION.version, EDITION.codes, None, "")
