"""Anyone finds territories, by name, by code or by place."""

from collections.abc import Mapping, Sequence
from typing import Any

from shapely import Point

from config.database import reading
from config.places import Fault
from config.problems import Problem
from config.web import Blueprint
from reference.territories import store
from reference.territories.schemas import TerritoriesSchema, WhereSchema
from reference.territories.tables import Territory, Zone

territories = Blueprint(
    "territories", __name__, url_prefix="/api/v1/territories", description="Communes and districts"
)


@territories.get("")
@territories.arguments(WhereSchema, location="query")
@territories.response(200, TerritoriesSchema)
def search(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Find territories by name or code (`q`), or those a place lies in (`lon`, `lat`).

    The code of a commune that was merged finds the one it went to; at a place come its commune,
    its arrondissement, then the districts and zones of the town.
    """
    if (asked["lon"] is None) != (asked["lat"] is None):
        lacking = "/query/lat" if asked["lat"] is None else "/query/lon"
        raise Problem("invalid-content", faults=[Fault(lacking, "missing")])
    with reading() as session:
        if asked["lon"] is not None:
            found: Sequence[Any] = store.around(session, Point(asked["lon"], asked["lat"]))
        else:
            found = store.search(session, asked["q"], asked["limit"], asked["kind"])
        former = store.former_codes(session, [one.code for one in found if is_merged(one)])
    return {"items": [told(one, former.get(one.code, [])) for one in found], "next": None}


def is_merged(found: Territory | Zone) -> bool:
    """Whether others may have been merged into it."""
    return found.kind == "commune"


def told(found: Territory | Zone, former: list[str]) -> dict[str, Any]:
    if isinstance(found, Zone):
        return {"kind": found.kind, "code": found.code, "name": found.name}
    names = ("kind", "code", "name", "department", "region", "epci", "vintage", "is_approximate")
    return {name: getattr(found, name) for name in names} | {"former_codes": former}
