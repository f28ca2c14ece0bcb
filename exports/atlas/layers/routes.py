"""The layers of the map, as its script asks for them: GeoJSON, under the filters of the page."""

import json
from typing import Any

from flask import Response, request
from werkzeug import Response as AnyResponse

from config.answers import packed
from config.database import reading
from config.protocols import PROTOCOLS
from exports.atlas import heat, store
from exports.atlas.filters import store as filters
from exports.atlas.filters.rules import Asked
from exports.atlas.layers import features


def points() -> AnyResponse:
    """Give the records that have a place to draw."""
    wanted = Asked.of(request.args, PROTOCOLS)
    with reading() as session:
        found = filters.found(session, wanted)
    return geojson(features.points(found.entries))


def cells() -> AnyResponse:
    """Give the squares of felt heat at one moment."""
    with reading() as session:
        squares = store.heat(session)[1]
    moment = heat.chosen(heat.moments(squares), request.args.get("moment", ""))
    return geojson(features.cells(square for square in squares if square.moment == moment))


def waiting() -> AnyResponse:
    """Give the grey points: that something was sent in a square, and is not published."""
    with reading() as session:
        found = filters.found(session, Asked.of(request.args, PROTOCOLS))
    return geojson(features.waiting(found.waits))


def outline() -> AnyResponse:
    """Give the outline of the town."""
    with reading() as session:
        return geojson(features.area(store.outline(session)))


def geojson(told: dict[str, Any]) -> AnyResponse:
    """Answer GeoJSON, packed where the browser takes it, and not again when it has it."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    response = Response(content, mimetype="application/geo+json")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept-Language", "Cookie"))
    packed(response).add_etag()
    return response.make_conditional(request)
