"""What sinp.csv takes from the nomenclatures: the codes its columns may hold."""

from collections.abc import Iterable
from dataclasses import replace

from exports.format import Column
from reference.nomenclatures.rules import of_field

LISTS = "Attribut"  # how the columns end that hold several values of their nomenclature


def coded(columns: Iterable[Column]) -> list[Column]:
    """Give each coded column the codes that may be written in it today."""
    return [_coded(column) for column in columns]


def _coded(column: Column) -> Column:
    known = None if column.name.endswith(LISTS) else of_field(column.name)
    if known is None:
        return column
    codes = [int(code) if column.type == "integer" else code for code in known.in_force]
    return replace(column, constraints={**column.constraints, "enum": codes})
