"""The form of the rules of routing: what it offers, and the names that people type in it."""

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from citizen.accounts.judges import store as judges
from citizen.campaigns import store as campaigns
from config.arranging import Row, several, toml
from config.database import Session
from config.places import Fault
from config.words import folded
from moderation.consensus.fields.store import called, code_of, taxon
from moderation.routing.adopting.fields import rules
from reference.territories import store as territories
from reference.territories.tables import Zone


class Sheet(NamedTuple):
    """The rules as rows of fields, and what is promised everywhere."""

    rows: list[Row]
    order: Row


def shown(session: Session, written: str) -> Sheet | None:
    """The fields of rules; nothing where they cannot be read."""
    try:
        told: Mapping[str, Any] = tomllib.loads(written)
        rows = [rules.shown(one, _named(session, one)) for one in told.get("rules", ())]
        order = {name: [str(value)] for name, value in told.get("order", {}).items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Sheet(rows, order)


def _named(session: Session, told: Mapping[str, Any]) -> dict[str, list[str]]:
    taxa = [called(session, one) for one in told.get("taxon", ())]
    return {
        "taxon": taxa,
        "territory": [_called(session, one) for one in told.get("territory", ())],
    }


def _called(session: Session, code: object) -> str:
    if not isinstance(code, str):
        raise TypeError(code)
    found = next((one for one in territories.search(session, code, 1) if one.code == code), None)
    return f"{found.name} ({code})" if found else code


def written(session: Session, sheet: Sheet) -> tuple[str, list[Fault]]:
    """Write what fields tell as TOML; and the names that nothing bears."""
    made, faults = [], []
    for rank, row in enumerate(sheet.rows, 1):
        known = {"taxon": [taxon(session, one) for one in several(row, "taxon")]}
        places = {"territory": [place(session, one) for one in several(row, "territory")]}
        if None in known["taxon"]:
            faults.append(Fault(f"rules.#{rank}.taxon", "unknown-name"))
        if None in places["territory"]:
            faults.append(Fault(f"rules.#{rank}.territory", "unknown-place"))
        made.append(rules.told(row, known | places))
    told: dict[str, Any] = {"order": rules.order(sheet.order), "rules": made}
    return toml({name: one for name, one in told.items() if one}), faults


def place(session: Session, typed: str) -> str | None:
    """Find the code of a place, by its name or by its code; a department has no name here."""
    code = code_of(typed)
    if territories.names(session, territories.members(session, code)):
        return code
    found = [
        one
        for one in territories.search(session, code, 50)
        if folded(code) == folded(one.name) or code == one.code
    ]
    found.sort(key=lambda one: not isinstance(one, Zone))  # Le Port is far, our port is here
    return found[0].code if found else None


def offered(session: Session) -> dict[str, list[str]]:
    """What may be ticked: the associations that judge, the campaigns that run."""
    desks = {scope.organisation for scope in judges.moderating(session)} - {""}
    return {
        "desks": sorted(desks),
        "campaigns": sorted(one.slug for one in campaigns.running(session)),
    }
