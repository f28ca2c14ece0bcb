"""What a row is called for ever: brought in again, the same row is the same observation."""

import json
from uuid import NAMESPACE_URL, UUID, uuid5

from citizen.imports.findings import Findings
from citizen.imports.mapping.rules import Columns, Map, Rule
from citizen.imports.sources.rows import Row

MAX_IDENTIFIER = 255


def identity(
    row: Row, columns: Columns, mapping: Map, source: str, noted: Findings
) -> tuple[UUID, str]:
    """The UUID of a row for ever, and its identifier in its inventory.

    source: names the inventory, so that its row 12 is no other's. Without an identifier the whole
    content names a row: corrected, it is then another one.
    """
    own = mapping.uuid.told(columns) if mapping.uuid else ""
    if mapping.uuid and own:
        return _own(own, mapping.uuid, noted)
    rule = mapping.identifier
    if rule is None:
        content = [sorted(row.columns.items()), row.geometry]
        told = json.dumps(content, default=lambda one: bytes(one).hex())
        return uuid5(NAMESPACE_URL, f"{source}#{told}"), "#"
    name = rule.told(columns).removesuffix(".0")  # a number a spreadsheet took for decimal
    if not name:
        noted.wrong(rule.column, "missing")
    elif len(name) > MAX_IDENTIFIER:
        noted.wrong(rule.column, "too-long", maximum=MAX_IDENTIFIER)
    return uuid5(NAMESPACE_URL, f"{source}#{name}"), name


def _own(told: str, rule: Rule, noted: Findings) -> tuple[UUID, str]:
    """The permanent identifier a source gives itself."""
    try:
        return UUID(told), told
    except ValueError:
        noted.wrong(rule.column, "wrong-form")
        return UUID(int=0), ""
