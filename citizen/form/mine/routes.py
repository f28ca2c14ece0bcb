"""Give a person the places of their own observations: to them alone, kept by no cache."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from citizen.accounts.access import caller
from citizen.form.mine import store
from citizen.form.mine.rules import wanted
from citizen.progress import sentences
from config.database import reading
from config.protocols import PROTOCOLS
from config.web import language

my_places = Blueprint("my-places", __name__)


@my_places.get("/mes-observations/lieux.geojson")
def features() -> Response:
    """Give the caller's own points, lines and areas, exact, as GeoJSON."""
    with reading() as session:
        found = store.places(session, caller().id, wanted(request.args))
    response = jsonify(type="FeatureCollection", features=[_worded(one) for one in found])
    response.mimetype = "application/geo+json"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _worded(feature: dict[str, Any]) -> dict[str, Any]:
    told, spoken = dict(feature["properties"]), language()
    known = PROTOCOLS.get(told["protocol"])
    title = known.title if known else {}
    told["name"] = told["name"] or title.get(spoken) or title.get("fr") or told["protocol"]
    told["state"] = sentences.title(told.pop("standing"), spoken)
    told["url"] = f"/mes-observations/{feature['id']}"
    return feature | {"properties": told}
