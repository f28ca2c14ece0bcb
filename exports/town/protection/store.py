"""Know what protects places here: the national list and what it misses, the town's own rules."""

from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.form.rules import Filled, number, one
from config import towns
from exports.town.protection.rules import area_told
from moderation.sensitivity.local import store as local
from reference.sensitivity import store as national
from reference.sensitivity.national import DEPARTMENT
from reference.sensitivity.tables import SensitivityEdition, SensitivityRule
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon
from reference.territories import store as territories
from reference.territories.rules import department_of

CANDIDATES = 6  # names proposed for one that says no single taxon


class National(NamedTuple):
    """The national list in force: its edition, its rules, and those no known name answers to."""

    edition: SensitivityEdition | None
    rules: int
    unknown: int


class Place(NamedTuple):
    code: str
    name: str


def national_list(session: Session) -> National:
    """Say what the national list is, and how many of its names the loaded TAXREF lacks."""
    known = exists().where(Taxon.cd_nom == SensitivityRule.cd_nom)
    lacking = select(func.count(SensitivityRule.cd_nom.distinct())).where(~known)
    rules = sum(national.levels(session).values())
    return National(national.edition(session), rules, session.scalar(lacking) or 0)


def places(session: Session) -> tuple[Place, Place]:
    """The commune and the department of the town."""
    town = towns.served_town(session)
    department = department_of(town.code)
    return Place(town.code, town.name), Place(department, department)


def known_area(session: Session, filled: Filled) -> bool:
    """Whether the place told is a department, or a commune we know."""
    code = area_told(filled)
    if code == towns.served_town(session).code or DEPARTMENT.fullmatch(code):
        return True
    return territories.of_code(session, code) is not None


def candidates(session: Session, filled: Filled) -> list[Taxon]:
    """The taxa a form may mean: the one ticked or chosen, else those its words find."""
    for field in ("candidate", "cd_nom"):
        told = number(one(filled, field))
        found = taxa.of_cd_nom(session, told) if isinstance(told, int) and told < 2**31 else None
        if found is not None:
            return [found]
    name = one(filled, "name")
    exact = taxa.named(session, name) if name else None
    return [exact] if exact else [*taxa.search(session, name, CANDIDATES)] if name else []


def rules(session: Session) -> list[dict[str, Any]]:
    """The town's rules, those in force first, each with who added it and the name of its place."""
    rows = local.of_town(session)
    communes = territories.names(session, {row.area for row in rows if len(row.area) > 3})
    people = {row.added_by for row in rows} | {row.ended_by for row in rows if row.ended_by}
    named = select(Account).where(Account.id.in_(people))
    names = {account.id: account.name for account in session.scalars(named)}
    return [
        {"rule": row, "place": communes.get(row.area, ""), "by": names.get(row.added_by, "")}
        for row in rows
    ]
