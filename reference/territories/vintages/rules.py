"""What the properties of a feature say: the code and name of a territory, or all their faults."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from config.places import Fault
from config.words import folded
from reference.territories.rules import (
    EPCI,
    REGIONS,
    department_of,
    is_commune,
    kind_of,
    region_of,
)

MAX_NAME = 200
_spelled = tomllib.loads(Path(__file__).with_name("properties.toml").read_text(encoding="utf-8"))
SPELLED: dict[str, dict[str, tuple[str, ...]]] = {
    kind: {what: tuple(name.lower() for name in names) for what, names in told.items()}
    for kind, told in _spelled.items()
}


class Facts(NamedTuple):
    """A territory as it will be kept, its outline aside."""

    kind: str
    code: str
    name: str
    department: str = ""
    region: str = ""
    epci: str = ""
    epci_name: str = ""


class Drawn(NamedTuple):
    """A territory that was examined: what is known of it, and its outline as WKB, in degrees."""

    facts: Facts
    wkb: bytes


def commune(properties: Mapping[str, Any]) -> tuple[Facts, list[Fault]]:
    """Read the properties of a commune."""
    told = _told(properties, "commune")
    code, wrong = told["code"].upper(), _named(told)
    if code and not is_commune(code):
        wrong.append(Fault("/properties/code", "commune-code"))
    department, epci = department_of(code), EPCI.search(told["epci"])
    region = told["region"] if told["region"] in REGIONS else region_of(department)
    return Facts(
        kind_of(code), code, told["name"], department, region,
        epci[0] if epci else "", told["epci_name"],
    ), wrong  # fmt: skip


def zone(properties: Mapping[str, Any], kind: str) -> tuple[Facts, list[Fault]]:
    """Read the properties of a district or another zone; for want of a code, its name makes one."""
    told = _told(properties, "zone")
    code = told["code"] or re.sub(" ", "-", folded(told["name"]))
    return Facts(kind, code, told["name"]), _named({**told, "code": code})


def _told(properties: Mapping[str, Any], kind: str) -> dict[str, str]:
    known = {str(name).lower(): value for name, value in properties.items()}
    return {
        what: next((_text(known[name]) for name in names if _text(known.get(name))), "")
        for what, names in SPELLED[kind].items()
    }


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def _named(told: Mapping[str, str]) -> list[Fault]:
    wrong = [Fault(f"/properties/{w}", "missing") for w in ("code", "name") if not told[w]]
    for what in ("code", "name"):
        if len(told[what]) > MAX_NAME:
            wrong.append(Fault(f"/properties/{what}", "too-long", {"maximum": MAX_NAME}))
        elif not told[what].isprintable():
            wrong.append(Fault(f"/properties/{what}", "text-control"))
    return wrong
