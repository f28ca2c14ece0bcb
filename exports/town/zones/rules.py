"""Read a zone as a clerk drew it."""

from typing import NamedTuple

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from citizen.form.rules import Filled, one, place
from config import places
from config.places import Fault
from config.words import folded
from reference.territories.rules import PRIVATE

KINDS = ("district", "zone", PRIVATE)
MOST = 100  # characters of a name


class Drawing(NamedTuple):
    """A zone that was drawn: its kind, its code, its name, its outline."""

    kind: str
    code: str  # made of its name
    name: str
    outline: MultiPolygon


def drawing(filled: Filled) -> Drawing | list[Fault]:
    """Read a filled form; tell all that lacks or is wrong, at once."""
    name, kind, shape = one(filled, "name"), one(filled, "kind"), place(filled)
    wrong = [Fault("/name", "missing")] if not folded(name) or len(name) > MOST else []
    if kind not in KINDS:
        wrong.append(Fault("/kind", "missing"))
    if shape is None or places.faults(shape, ("Polygon",)):
        wrong.append(Fault("/positions", "missing"))
        return wrong
    outline = areas(places.geometry(shape))
    if wrong or outline is None:
        return wrong or [Fault("/positions", "missing")]
    return Drawing(kind, folded(name).replace(" ", "-"), name, outline)


def areas(shape: Geometry) -> MultiPolygon | None:
    """An outline of one part; nothing when it crosses itself: it is never repaired here."""
    if not isinstance(shape, Polygon) or not shape.is_valid or not shape.area:
        return None
    return MultiPolygon([shape])
