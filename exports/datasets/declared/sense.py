"""Whether a dataset can be published as it is written, by what its protocol is."""

from collections.abc import Iterator

from config.places import Fault
from config.protocols.protocol import Protocol
from exports.datasets.declared.rules import RHYTHMS, Declared
from exports.formats import FORMATS

# Two releases by cells that follow each other closely would tell one answer by their difference.
LEAST_DAYS = 30


def sense(one: Declared, asked: Protocol) -> list[Fault]:
    """Say all that does not go with its protocol."""
    return [*_formats(one, asked), *(_cells(one, asked) if asked.publication == "cells" else ())]


def _formats(one: Declared, asked: Protocol) -> Iterator[Fault]:
    suited = names(asked)
    for name in one.formats:
        if name not in suited:
            known = ", ".join(suited)
            yield Fault("formats", "dataset-format", {"format": name[:40], "known": known})


def names(asked: Protocol) -> list[str]:
    """The formats a dataset of a protocol may have, by name."""
    return [name for name, one in sorted(FORMATS.items()) if one.suits(asked)]


def rhythms(asked: Protocol) -> list[str]:
    """The rhythms a dataset of a protocol may have."""
    least = LEAST_DAYS if asked.publication == "cells" else 0
    return [name for name, days in RHYTHMS.items() if days is None or days >= least]


def _cells(one: Declared, asked: Protocol) -> Iterator[Fault]:
    """Squares of a part, beside those of the whole, would tell what either hides."""
    if one.territory:
        yield Fault("territory", "dataset-cells")
    if one.campaign:
        yield Fault("campaign", "dataset-cells")
    if one.rhythm not in rhythms(asked):
        yield Fault("rhythm", "dataset-cells-rhythm")
