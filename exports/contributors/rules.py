"""What a contributor's page tells: taxa and months, never a place nor a day."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from exports.atlas.rules import Entry


class Line(NamedTuple):
    """A taxon of someone's life list, and when they first met it."""

    taxon: Any  # a row of TAXREF
    first: str  # "2026-05", or "2026" where the month is not known
    times: int


class Group(NamedTuple):
    """The taxa of one group, by their names."""

    name: str
    lines: tuple[Line, ...]


def life_list(entries: Iterable[Entry], taxa: Mapping[int, Any]) -> list[Group]:
    """The taxa that grew or lived there by themselves, by group and name: no order tells a day."""
    met: dict[int, list[Entry]] = {}
    for one in entries:
        if one.cd_ref is not None and one.cd_ref in taxa and not one.is_planted:
            met.setdefault(one.cd_ref, []).append(one)
    lines = [_line(taxa[number], seen) for number, seen in met.items()]
    groups = {line.taxon.group or "" for line in lines}
    return [
        Group(
            name,
            tuple(sorted((one for one in lines if (one.taxon.group or "") == name), key=_name)),
        )
        for name in sorted(groups)
    ]


def _line(taxon: Any, seen: list[Entry]) -> Line:
    return Line(taxon, min(_month(one) for one in seen), len(seen))


def _month(one: Entry) -> str:
    return f"{one.first_day:%Y-%m}" if one.months else str(one.first_day.year)


def _name(line: Line) -> str:
    return str(line.taxon.name)
