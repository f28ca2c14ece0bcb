"""Anyone draws the datasets on a map: TileJSON, and tiles kept once they are drawn."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request
from werkzeug import Response as AnyResponse

from config import site
from config.answers import packed
from config.languages import words
from config.problems import Problem
from config.web import language
from exports.features import store
from exports.features.layers import store as released
from exports.features.layers.store import Layer
from exports.features.rules import Wanted
from exports.tiles import rules
from exports.tiles.rules import Tile

KEPT = 1024  # tiles in memory
ALL = 10**9
MVT = "application/vnd.mapbox-vector-tile"

tiles = Blueprint("tiles", __name__, url_prefix="/tiles")


@tiles.after_request
def _open_to_all(response: Response) -> Response:
    """Let maps of other sites read every answer, refusals too."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


@tiles.get("/<string:code>.json")
def described(code: str) -> AnyResponse:
    """Tell of the tiles of a dataset, as TileJSON 3."""
    layer = released.shown(code)
    text = json.dumps(_tilejson(layer), ensure_ascii=False, separators=(",", ":"))
    response = Response(text, content_type="application/json")
    response.vary.update(("Accept-Language", "Cookie"))
    return _unless_known(response)


@tiles.get("/<string:code>/<string:z>/<string:x>/<string:y>.mvt")
def tile(code: str, z: str, x: str, y: str) -> AnyResponse:
    """Draw a tile; an empty one is 204."""
    asked = Tile(*map(rules.number, (z, x, y)))
    if not asked.exists:
        raise Problem("unknown-tile")
    layer = released.shown(code)
    told = _drawn(layer.file, layer.about.code, asked) if layer.file else b""
    return _unless_known(Response(told, 200 if told else 204, content_type=MVT))


@lru_cache(maxsize=KEPT)
def _drawn(index: Path, code: str, asked: Tile) -> bytes:
    """Draw a tile of a release: its index is named by the digest of what it holds."""
    if asked.counts:
        return rules.counted(asked, store.counted(index, *asked.squares), code)
    rows, _ = store.found(index, Wanted(boxes=(asked.extent,), limit=ALL))
    return rules.whole(asked, [json.loads(told) for _, told in rows], code)


def _tilejson(layer: Layer) -> dict[str, Any]:
    about, spoken = layer.about, language()
    place = store.extent(layer.file)[0] if layer.file else None
    titles = {column.name: words(column.title, spoken) for column in layer.columns}
    counted = {"count": "features in this square, below zoom 13"}
    fields = counted | {name: titles[name] for name in rules.fields([*titles])}
    release = layer.release.number if layer.release else 0
    return {
        "tilejson": "3.0.0",
        "tiles": [f"{site.url()}/tiles/{about.code}/{{z}}/{{x}}/{{y}}.mvt"],
        "vector_layers": [
            {"id": about.code, "fields": fields, "minzoom": 0, "maxzoom": rules.DEEPEST}
        ],
        "name": words(about.title, spoken),
        "description": words(about.description, spoken),
        "attribution": f'<a href="{site.url()}/donnees#{about.code}">{site.url()}</a>',
        "version": f"{release}.0.0",
        "scheme": "xyz",
        "minzoom": 0,
        "maxzoom": rules.DEEPEST,
        **({"bounds": [*place]} if place else {}),
    }


def _unless_known(response: Response) -> AnyResponse:
    """Answer 304 to who has it; no cache shows it without asking: a release may be taken back."""
    response.headers["Cache-Control"] = "public, no-cache"
    packed(response).add_etag()
    return response.make_conditional(request)
