"""The export formats: one module each, known by its name."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from config.protocols.protocol import Protocol
from exports.format import Format

FORMATS: dict[str, Format] = {
    module.name: import_module(f"{__name__}.{module.name}").FORMAT
    for module in iter_modules(__path__)
}


# What the services read of a release: the map, the cuts, the features.
ALWAYS = frozenset({"csv_table", "geojson", "cells", "cells_geojson"})


def chosen(protocol: Protocol, names: Sequence[str]) -> list[Format]:
    """Return the formats a dataset is published in: all that suit where it names none."""
    wanted = ALWAYS.union(names) if names else FORMATS.keys()
    return [one for name, one in sorted(FORMATS.items()) if name in wanted and one.suits(protocol)]


def suiting(protocol: Protocol) -> list[Format]:
    """Return the formats a dataset of this protocol is published in, ordered by name."""
    return [format_ for _, format_ in sorted(FORMATS.items()) if format_.suits(protocol)]
