"""The layers of the map, as its script asks for them: GeoJSON, under the filters of the page."""

import gzip
import json
from typing import Any

from flask import Response, request
from werkzeug import Response as AnyResponse

from config.database import reading
from config.protocols import PROTOCOLS
from exports.atlas import heat, store
from exports.atlas.layers import features
from exports.atlas.rules import Asked

WORTH_PACKING = 1000  # bytes


def points() -> AnyResponse:
    """Give the records that have a place to draw."""
    wanted = Asked.of(request.args, PROTOCOLS)
    with reading() as session:
        entries = store.entries(session)
    return geojson(features.points(entry for entry in entries if wanted.keeps(entry)))


def cells() -> AnyResponse:
    """Give the squares of felt heat at one moment."""
    with reading() as session:
        squares = store.heat(session)[1]
    moment = heat.chosen(heat.moments(squares), request.args.get("moment", ""))
    return geojson(features.cells(square for square in squares if square.moment == moment))


def outline() -> AnyResponse:
    """Give the outline of the town."""
    with reading() as session:
        return geojson(features.area(store.outline(session)))


def geojson(told: dict[str, Any]) -> AnyResponse:
    """Answer GeoJSON, packed where the browser takes it, and not again when it has it."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    response = Response(content, mimetype="application/geo+json")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept-Encoding", "Accept-Language", "Cookie"))
    if len(content) > WORTH_PACKING and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(content, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.add_etag()
    return response.make_conditional(request)
