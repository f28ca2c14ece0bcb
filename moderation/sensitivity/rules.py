"""What a sensitivity rule looks at in an observation, and what is kept of the one that decided."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from reference.sensitivity.rules import Ruling
from reference.territories.rules import commune_of, department_of

STATUS, BEHAVIOUR = "occStatutBiologique", "occComportement"  # as SINP calls them


class Where(NamedTuple):
    """The places whose rules may touch a record, by their codes; none when nobody knows."""

    department: str | None
    areas: frozenset[str]


def where(territory: str | None, kin: Collection[str] = ()) -> Where:
    """The places of a territory's code: its department, its commune, itself if it is a part.

    kin: the communes it went to, or that went to it: a rule of one holds for the other.
    """
    if not territory:
        return Where(None, frozenset())
    department = department_of(territory)
    commune = commune_of(territory, "").code
    return Where(department, frozenset({department, commune, territory, *kin}))


def circumstances(terms: Mapping[str, Any]) -> tuple[str, str]:
    """The biological status and the behaviour that answers tell, in the codes of SINP."""
    return str(terms.get(STATUS, "")), str(terms.get(BEHAVIOUR, ""))


def kept(told: Ruling) -> dict[str, Any]:
    """What an observation keeps of the rule that decided: enough to say it, whatever comes."""
    if told.rule is None:
        return {}
    values = told.rule._asdict() | {"season": told.rule.season and [*told.rule.season]}
    return {name: value for name, value in values.items() if value not in (None, "")}
