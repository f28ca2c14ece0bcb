"""The protocols: the product's TOML files beside this one, and the town's in its home folder."""

from pathlib import Path

from config.problems import Problem
from config.protocols import folders
from config.protocols.protocol import Protocol
from config.protocols.registry import Protocols

PROTOCOLS = Protocols(folders.gathered(folders.files(Path(__file__).parent)))  # in force, by code


def protocol(code: str, version: int = 0) -> Protocol:
    """Find a protocol by its code, as it is, was, or will be in a version, or refuse."""
    coming = draft(code, version)
    if coming is not None:
        return coming
    try:
        return PROTOCOLS[code].version_of(version)
    except KeyError:
        raise Problem("unknown-protocol", protocol=code) from None


def draft(code: str, version: int) -> Protocol | None:
    """Find the draft of a version to come."""
    known = PROTOCOLS.known.get(code)
    return next((one for one in known.drafts if one.version == version), None) if known else None
