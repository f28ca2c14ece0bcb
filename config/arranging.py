"""A form that holds a list: its rows are added, removed and moved by buttons, without any script.

`rule-2-desks` is the field `desks` of the third row; a button says `add`, `up-2`, `down-2` or
`remove-2`. And what such a form tells, as TOML.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, list[str]]
MOST = 100  # rows of a form
FIELD = re.compile(r"([a-z]+)-([0-9]{1,3})-([a-z_]+)")
NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
ASKED = re.compile(r"(add|up|down|remove)(?:-([0-9]{1,3}))?")


def rows(filled: Mapping[str, list[str]], kind: str) -> list[Row]:
    """Take the rows of a form apart, in their order."""
    found: dict[int, Row] = {}
    for name, values in filled.items():
        told = FIELD.fullmatch(name)
        if told and told[1] == kind and int(told[2]) < MOST:
            found.setdefault(int(told[2]), {})[told[3]] = values
    return [found[rank] for rank in sorted(found)]


def arranged(listed: Sequence[Row], asked: str, blank: Row) -> list[Row] | None:
    """Do what a button asks of the rows; nothing where it asks for something else."""
    told = ASKED.fullmatch(asked)
    if told is None:
        return None
    made, rank = list(listed), int(told[2] or 0)
    if told[1] == "add":
        return [*made, blank] if len(made) < MOST else made
    if rank >= len(made):
        return made
    row = made.pop(rank)
    if told[1] != "remove":
        made.insert(max(0, rank - 1) if told[1] == "up" else rank + 1, row)
    return made


def several(row: Row, name: str) -> list[str]:
    """The values that stand in one field, between semicolons or on lines of their own."""
    told = ";".join(row.get(name, [])).replace("\n", ";").split(";")
    return [one.strip() for one in told if one.strip()]


def number(row: Row, name: str) -> float | str | None:
    """A number as it was typed; what is none stays words, for whoever checks it."""
    typed = (row.get(name) or [""])[0].strip().replace(",", ".")
    if not NUMBER.fullmatch(typed):
        return typed or None
    return float(typed) if "." in typed else int(typed)


def toml(told: Mapping[str, Any]) -> str:
    """Write tables of plain values as TOML: what stands alone first, then tables, then lists."""
    plain = [f"{name} = {_value(one)}" for name, one in told.items() if not _is_table(one)]
    parts = ["\n".join(plain)] if plain else []
    for name, one in told.items():
        if isinstance(one, Mapping):
            parts.append(f"[{name}]\n{toml(one)}".rstrip())
        elif _is_table(one):
            parts += [f"[[{name}]]\n{toml(each)}".rstrip() for each in one]
    return "\n\n".join(parts) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
