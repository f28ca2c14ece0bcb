"""What files take from the nomenclatures: the codes of sinp.csv, the words of other standards."""

from collections.abc import Iterable
from dataclasses import replace

from config.protocols.protocol import Answers, Protocol
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


def label(protocol: Protocol, answers: Answers, field: str) -> str:
    """The standard's own French words for what answers tell of a field; "" when they do not."""
    known, code = of_field(field), protocol.terms("sinp", answers).get(field)
    told = known.codes.get(str(code)) if known else None
    return told.label["fr"] if told else ""
