"""Anyone finds territories, by name, by code or by place."""

from collections.abc import Mapping
from typing import Any

from shapely import Point

from config.database import reading
from config.places import Fault
from config.problems import Problem
from config.web import Blueprint
from reference.territories import store
from reference.territories.schemas import TerritoriesSchema, WhereSchema

territories = Blueprint(
    "territories", __name__, url_prefix="/api/v1/territories", description="Communes and districts"
)


@territories.get("")
@territories.arguments(WhereSchema, location="query")
@territories.response(200, TerritoriesSchema)
def search(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Find territories by name or code (`q`), or the one a place lies in (`lon`, `lat`)."""
    if (asked["lon"] is None) != (asked["lat"] is None):
        lacking = "/query/lat" if asked["lat"] is None else "/query/lon"
        raise Problem("invalid-content", faults=[Fault(lacking, "missing")])
    with reading() as session:
        if asked["lon"] is not None:
            here = store.containing(session, Point(asked["lon"], asked["lat"]))
            return {"items": [here] if here else [], "next": None}
        return {"items": store.search(session, asked["q"], asked["limit"]), "next": None}
