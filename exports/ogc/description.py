"""The OpenAPI 3.0 document of the service: every collection, its parameters and its columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from config.languages import words
from exports.features.layers.store import Layer
from exports.format import Column
from exports.ogc.documents import GEOJSON, HTML, JSON, OPENAPI
from exports.ogc.rules import MOST, USUAL

ANY = {"type": "object"}
TYPES: Mapping[str, Mapping[str, str]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
PROBLEM = {
    "description": "A parameter or an address that is not known (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}},
}
FAULTS = {"400": {"$ref": "#/components/responses/problem"}}
LOST = FAULTS | {"404": {"$ref": "#/components/responses/problem"}}


def _parameter(name: str, schema: Mapping[str, Any], told: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": told,
        "required": False,
        "schema": dict(schema),
        "style": "form",
        "explode": False,
    }


LIMIT = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
PARAMETERS = {
    "f": _parameter("f", {"type": "string", "enum": ["json", "html"]}, "The form of the answer"),
    "lang": _parameter("lang", {"type": "string", "enum": ["fr", "en"]}, "Its language"),
    "limit": _parameter("limit", LIMIT, "How many features at most; more is lowered"),
    "bbox": _parameter("bbox", NUMBERS, "West, south, east, north in degrees (CRS84)"),
    "datetime": _parameter("datetime", {"type": "string"}, "A date, an instant or an interval"),
    "cursor": _parameter("cursor", {"type": "string"}, "Where a page goes on: follow rel=next"),
}
FORMS = [{"$ref": f"#/components/parameters/{name}"} for name in ("f", "lang")]
FILTERS = [
    {"$ref": f"#/components/parameters/{n}"} for n in ("limit", "bbox", "datetime", "cursor")
]
ID = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}


def described(layers: Iterable[Layer], base: str, version: str, language: str) -> dict[str, Any]:
    """Describe the service as OpenAPI 3.0 wants it, each collection by its own paths."""
    paths = {
        "/": _call("landing", "The landing page.", JSON),
        "/api": _call("api", "This document.", OPENAPI),
        "/conformance": _call("conformance", "The parts of the standard that hold here.", JSON),
        "/collections": _call("collections", "Every dataset.", JSON),
    }
    for layer in layers:
        paths |= _paths(layer, language)
    return {
        "openapi": "3.0.3",
        "info": {"title": "OGC API – Features", "version": version},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "parameters": PARAMETERS,
            "responses": {"problem": PROBLEM},
            "schemas": {"problem": {"type": "object", "properties": {"title": {"type": "string"}}}},
        },
    }


def _paths(layer: Layer, language: str) -> dict[str, Any]:
    code = layer.about.code
    told = words(layer.about.title, language)
    at = f"/collections/{code}"
    filters = [_column(column, language) for column in layer.columns]
    return {
        at: _call(f"collection-{code}", f"{told}: what it is.", JSON, lost=True),
        f"{at}/items": _call(
            f"items-{code}", f"{told}: a page.", GEOJSON, [*FILTERS, *filters], lost=True
        ),
        f"{at}/items/{{featureId}}": _call(
            f"item-{code}", f"{told}: one feature.", GEOJSON, [ID], lost=True
        ),
    }


def _call(
    name: str,
    summary: str,
    kind: str,
    more: Sequence[Mapping[str, Any]] = (),
    *,
    lost: bool = False,
) -> dict[str, Any]:
    content = {kind: {"schema": ANY}, HTML: {"schema": {"type": "string"}}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [name.partition("-")[2] or "service"],
            "parameters": [*FORMS, *more],
            "responses": {"200": {"description": summary, "content": content}}
            | (LOST if lost else FAULTS),
        }
    }


def _column(column: Column, language: str) -> dict[str, Any]:
    return _parameter(
        column.name, TYPES.get(column.type, {"type": "string"}), words(column.title, language)
    )
