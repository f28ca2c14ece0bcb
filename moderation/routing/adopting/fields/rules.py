"""What the fields of a rule of routing tell, as its TOML would; and the other way."""

from collections.abc import Mapping
from typing import Any

from config.arranging import Row, number, several

BLANK: Row = {}
TICKED = ("protocol", "language", "desks")
TYPED = ("group", "campaign")  # several in one field
NAMED = ("taxon", "territory")  # by their names, read with the reference data
NUMBERS = ("sensitivity", "priority", "target_days")
ORDER = ("target_days", "campaign_sooner", "invasive_sooner")


def shown(told: Mapping[str, Any], named: Mapping[str, list[str]]) -> Row:
    """The fields of a rule; named: its taxa and its places, as people know them."""
    row = {"name": [str(told["name"])], **{name: list(told.get(name, ())) for name in TICKED}}
    joined = {name: list(told.get(name, ())) for name in TYPED} | dict(named)
    row |= {name: ["; ".join(values)] for name, values in joined.items()}
    return row | {name: [str(told[name])] for name in NUMBERS if name in told}


def told(row: Row, named: Mapping[str, list[Any]]) -> dict[str, Any]:
    """A rule as its fields tell it; what is left empty means all, or as everywhere."""
    made: dict[str, Any] = {"name": (row.get("name") or [""])[0].strip()}
    made |= {name: [one for one in row.get(name, []) if one.strip()] for name in TICKED}
    made |= {name: several(row, name) for name in TYPED} | dict(named)
    made |= {name: number(row, name) for name in NUMBERS}
    return {name: one for name, one in made.items() if one or name == "name"}


def order(row: Row) -> dict[str, Any]:
    """What is promised everywhere."""
    told_ = {name: number(row, name) for name in ORDER}
    return {name: value for name, value in told_.items() if value is not None}
