"""The export formats: one module each, known by its name."""

from importlib import import_module
from pkgutil import iter_modules

from config.protocols.protocol import Protocol
from exports.format import Format

FORMATS: dict[str, Format] = {
    module.name: import_module(f"{__name__}.{module.name}").FORMAT
    for module in iter_modules(__path__)
}


def suiting(protocol: Protocol) -> list[Format]:
    """Return the formats a dataset of this protocol is published in, ordered by name."""
    return [format_ for _, format_ in sorted(FORMATS.items()) if format_.suits(protocol)]
