"""Read an outing as it was sent: its hours, its campaign, its area."""

import math
from collections.abc import Mapping
from typing import Any

from shapely import MultiPolygon, get_parts
from shapely.geometry.base import BaseGeometry as Geometry

from citizen.campaigns import perimeters
from citizen.campaigns import store as campaigns
from citizen.outings.rules import RADII, Plan, circle, fault_of
from config.database import Session
from config.places import Fault
from config.problems import Problem
from reference.territories import store as territories


def plan(session: Session, sent: Mapping[str, Any]) -> tuple[Plan, MultiPolygon | None]:
    """Make a plan of what was sent; refuse it with all that is wrong.

    The area of a zone bears its name where none was given.
    """
    told = dict(sent)
    drawn, zone = _area(session, told.pop("area"))
    wrong = [*_hours(told), *_campaign(session, told)]
    if isinstance(drawn, Fault):
        wrong.append(drawn)
    if wrong or isinstance(drawn, Fault):
        raise Problem("invalid-content", faults=wrong)
    told["protocols"] = tuple(dict.fromkeys(told["protocols"]))
    told["area_name"] = told["area_name"].strip() or zone
    names = {name: " ".join(told[name].split()) for name in ("name", "held_by")}
    return Plan(**told | names), drawn


def _hours(told: Mapping[str, Any]) -> list[Fault]:
    wrong = fault_of(told["starts_at"], told["ends_at"])
    return [wrong] if wrong else []


def _campaign(session: Session, told: Mapping[str, Any]) -> list[Fault]:
    if not told["campaign"]:
        return []
    found = campaigns.calling(session, told["campaign"])
    if found is None:
        return [Fault("/campaign", "unknown-campaign")]
    if found.protocol not in told["protocols"]:
        return [Fault("/campaign", "campaign-protocol", {"protocol": found.protocol})]
    return []


def _area(session: Session, told: Any) -> tuple[MultiPolygon | Fault | None, str]:
    """The area that was sent, and the name it has already."""
    if told is None:
        return None, ""
    if isinstance(told, dict) and "zone" in told:
        found = territories.zone(session, str(told["zone"])[:80])
        return (_whole(found[1]), found[0]) if found else (Fault("/area", "outing-zone"), "")
    if isinstance(told, dict) and "circle" in told:
        return _circle(told), ""
    drawn = perimeters.of_geojson(told)
    if isinstance(drawn, Fault):
        return drawn._replace(pointer=f"/area{drawn.pointer}"), ""
    return drawn, ""


def _whole(shape: Geometry) -> MultiPolygon:
    return MultiPolygon([part for part in get_parts(shape) if part.geom_type == "Polygon"])


def _circle(told: Mapping[str, Any]) -> MultiPolygon | Fault:
    wrong = Fault("/area", "outing-circle", {"least": RADII[0], "most": RADII[1]})
    middle, metres = told["circle"], told.get("metres", 0)
    if not isinstance(middle, list) or len(middle) != 2:
        return wrong
    if not all(_is_number(one) for one in (*middle, metres)):
        return wrong
    is_far = abs(middle[0]) > 180 or abs(middle[1]) > 85
    if is_far or not RADII[0] <= metres <= RADII[1]:
        return wrong
    return circle(middle[0], middle[1], metres)


def _is_number(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one)
