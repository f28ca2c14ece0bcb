"""Read a campaign as a clerk filled it in, and fill the form in again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shapely import MultiPolygon, union_all
from shapely.geometry.base import BaseGeometry as Geometry

from citizen.form.rules import Filled, one, place
from config import places
from config.places import Fault

WAYS = ("keep", "town", "zones", "drawn", "file")  # to tell a perimeter
PLAIN = ("protocol", "starts", "joining", "contact", "picture_alt")
SPOKEN = ("title", "description")
LANGUAGES = ("fr", "en")


def document(filled: Filled, species: list[int]) -> dict[str, Any]:
    """What a filled form tells of a campaign, as a program would send it."""
    told: dict[str, Any] = {name: one(filled, name) for name in PLAIN}
    for name in SPOKEN:
        told[name] = {lang: one(filled, f"{name}_{lang}") for lang in LANGUAGES}
    told["is_dataset"] = "is_dataset" in filled
    return told | {"species": species, "ends": one(filled, "ends") or None}


def names(filled: Filled) -> list[str]:
    """The species looked for, one a line, as they were typed."""
    lines = (line.strip() for line in one(filled, "species").split("\n"))
    return [line for line in lines if line]


def areas(filled: Filled) -> MultiPolygon | Fault:
    """Every area that was drawn: an empty line begins another."""
    drawn: list[Geometry] = []
    for block in one(filled, "positions").split("\n\n"):
        shape = place({"shape": ["Polygon"], "positions": [block]}) if block.strip() else None
        if shape is None:
            continue
        if wrong := places.faults(shape, ("Polygon",)):
            return wrong[0]._replace(pointer="")
        drawn.append(places.geometry(shape))
    return joined(drawn) if drawn else Fault("", "missing")


def joined(shapes: list[Geometry]) -> MultiPolygon:
    """Areas as one outline: those that touch or overlap become one."""
    whole = union_all(shapes)
    return MultiPolygon([part for part in getattr(whole, "geoms", [whole]) if part.area])


def filled_of(written: Mapping[str, Any], species: list[str]) -> dict[str, list[str]]:
    """Fill the form in with what is kept of a campaign."""
    told = {name: _typed(written[name]) for name in (*PLAIN, "ends")}
    for name in SPOKEN:
        told |= {f"{name}_{lang}": written[name].get(lang, "") for lang in LANGUAGES}
    told |= {"species": "\n".join(species), "perimeter": "keep"}
    ticked = {"is_dataset": ["1"]} if written["is_dataset"] else {}
    return {name: [value] for name, value in told.items()} | ticked


def _typed(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def field_of(pointer: str) -> str:
    """The field of the page a fault is told beside: `/title/fr` → title_fr."""
    parts = pointer.split("/")[1:] or [""]
    return "_".join(parts[:2]) if parts[0] in SPOKEN else parts[0]
