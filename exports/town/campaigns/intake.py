"""Take a campaign in as a clerk filled it: every fault at once, its picture last."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from shapely import MultiPolygon

from citizen.campaigns import perimeters, pictures
from citizen.campaigns.rules import Call, call_of
from citizen.campaigns.schemas import CallSchema
from citizen.form.rules import Filled, one
from citizen.form.schemas import read as read_strictly
from config.database import reading
from config.places import Fault
from config.problems import Problem
from exports.town.campaigns import store
from exports.town.campaigns.rules import areas, document, joined, names

Files = Mapping[str, bytes]  # by the name of their field; what was not chosen is not there


class Read(NamedTuple):
    """A campaign as it was filled in."""

    call: Call
    outline: MultiPolygon | None  # nothing: the whole town
    keeps_outline: bool
    picture: UUID | None
    drops_picture: bool


def read(filled: Filled, files: Files) -> Read:
    """Read a filled form; refuse it with all that lacks or is wrong."""
    cd_noms, wrong = _species(filled)
    outline = _perimeter(filled, files)
    if isinstance(outline, Fault):
        wrong.append(outline._replace(pointer="/perimeter"))
    try:
        told = read_strictly(CallSchema(), document(filled, cd_noms))
    except Problem as refusal:
        raise Problem("invalid-content", faults=[*refusal.faults, *wrong]) from None
    if wrong or isinstance(outline, Fault):
        raise Problem("invalid-content", faults=wrong)
    keeps = one(filled, "perimeter") == "keep"
    picture = _picture(files.get("picture", b""))
    return Read(call_of(told), outline, keeps, picture, "remove_picture" in filled)


def _species(filled: Filled) -> tuple[list[int], list[Fault]]:
    found, wrong = [], []
    with reading() as session:
        for name in names(filled)[:100]:
            number = store.cd_nom(session, name[:200])
            if number is None:
                wrong.append(Fault("/species", "species-unknown", {"name": name[:60]}))
            else:
                found.append(number)
    return found, wrong


def _perimeter(filled: Filled, files: Files) -> MultiPolygon | Fault | None:
    way = one(filled, "perimeter")
    if way == "file":
        return perimeters.of_file(files["file"]) if files.get("file") else Fault("", "missing")
    if way == "drawn":
        return areas(filled)
    if way == "zones":
        return _of_zones(filled)
    return None if way in {"town", "keep"} else Fault("", "missing")


def _of_zones(filled: Filled) -> MultiPolygon | Fault:
    numbers = [int(n) for n in filled.get("zones", []) if n.isdecimal() and len(n) < 10]
    with reading() as session:
        found = store.zones(session, numbers)
    return joined(found) if found else Fault("", "missing")


def _picture(data: bytes) -> UUID | None:
    if not data:
        return None
    try:
        return pictures.keep(data)
    except Problem as refusal:
        if refusal.kind.code != "photo-refused":
            raise
        raise Problem("invalid-content", faults=[Fault("/picture", "picture-refused")]) from None
