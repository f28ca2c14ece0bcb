"""What the fields of a rule of consensus tell, as its TOML would; and the other way."""

from collections.abc import Mapping
from typing import Any

from config.arranging import Row, number

BLANK: Row = {"agreeing": ["2"]}
WORDS = ("protocol", "group")
NUMBERS = ("agreeing", "trusted", "second_reading")


def shown(told: Mapping[str, Any], branch: str) -> Row:
    """The fields of a rule; branch: its taxon, as people know it."""
    row = {name: [str(told[name])] for name in (*WORDS, *NUMBERS) if name in told}
    return {**row, "branch": [branch] if branch else [], "expert": list(told.get("expert", ()))}


def told(row: Row, branch: int | None) -> dict[str, Any]:
    """A rule as its fields tell it; an empty field means all, or as everywhere."""
    words = {name: (row.get(name) or [""])[0].strip() for name in WORDS}
    counts = {name: number(row, name) for name in NUMBERS}
    made = {**words, "branch": branch, **counts, "expert": row.get("expert", [])}
    return {name: value for name, value in made.items() if value or value == 0}
