"""What a clerk asks for in sending an inventory: which file, which mapping, under which name."""

import tomllib
from typing import NamedTuple

from citizen.imports import maps
from citizen.imports.mapping.reading import read
from citizen.imports.mapping.rules import Map
from config.places import Fault
from config.problems import Problem
from config.protocols import PROTOCOLS

OWN = "own"  # a mapping of theirs, sent with the file
MAX_SOURCE = 200


class Asked(NamedTuple):
    """An inventory as it is to be read."""

    name: str  # of the mapping
    text: str
    mapping: Map
    protocol: str
    source: str


def asked(chosen: str, own: bytes, source: str) -> Asked:
    """Read what was chosen; refuse a mapping that does not fit, telling all that is wrong."""
    named = " ".join(source.split())[:MAX_SOURCE]
    if chosen != OWN and chosen not in maps.names():
        raise Problem("bad-mapping", faults=[Fault("/map", "missing")])
    name, text = (OWN, _text(own)) if chosen == OWN else maps.text_of(chosen)
    code = protocol_of(text)
    mapping = read(text, PROTOCOLS[code])
    if not (named or mapping.source):
        raise Problem("bad-mapping", faults=[Fault("/source", "map-source")])
    return Asked(name, text, mapping, code, named or mapping.source)


def _text(own: bytes) -> str:
    if not own:
        raise Problem("bad-mapping", faults=[Fault("/own", "missing")])
    try:
        return own.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("bad-mapping", faults=[Fault("/own", "toml-encoding")]) from None


def protocol_of(text: str) -> str:
    """The protocol a mapping says it is made for."""
    try:
        code = tomllib.loads(text).get("protocol", "")
    except (ValueError, RecursionError) as error:
        why = {"why": str(error).splitlines()[0][:200] if str(error) else "too deep"}
        raise Problem("bad-mapping", faults=[Fault("", "map-toml", why)]) from None
    if code not in PROTOCOLS:
        choices = {"choices": ", ".join(PROTOCOLS)}
        raise Problem("bad-mapping", faults=[Fault("protocol", "not-choice", choices)])
    return str(code)
