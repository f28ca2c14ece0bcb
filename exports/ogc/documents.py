"""The documents of the service as JSON: landing page, conformance, collections, one collection."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from config.languages import words
from exports.features.rules import Days, Extent

SPECIFICATION = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMS = tuple(SPECIFICATION + part for part in ("core", "oas30", "html", "geojson"))
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
JSON, HTML, GEOJSON = "application/json", "text/html", "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
Link = dict[str, str]


class About(NamedTuple):
    """What is told of a dataset as a collection."""

    code: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    reach: tuple[Extent | None, Days | None]
    licence: str  # its address


class Asked(NamedTuple):
    """From where the service is asked, in which form and language."""

    base: str  # absolute, without a final slash: …/ogc
    address: str  # of this document, absolute, without its query
    form: str  # the media type answered
    language: str


def link(rel: str, href: str, kind: str, title: str = "") -> Link:
    return {"rel": rel, "href": href, "type": kind} | ({"title": title} if title else {})


def both(asked: Asked, machine: str = JSON, query: str = "") -> list[Link]:
    """The document itself, and its other form."""
    more = f"&{query}" if query else ""
    forms = {machine: f"{asked.address}?f=json{more}", HTML: f"{asked.address}?f=html{more}"}
    other = HTML if asked.form != HTML else machine
    return [link("self", forms[asked.form], asked.form), link("alternate", forms[other], other)]


def landing(asked: Asked, title: str, description: str) -> dict[str, Any]:
    base = asked.base
    return {
        "title": title,
        "description": description,
        "links": [
            *both(asked),
            link("service-desc", f"{base}/api?f=json", OPENAPI, "OpenAPI 3.0"),
            link("service-doc", f"{base}/api?f=html", HTML, "OpenAPI 3.0"),
            link("conformance", f"{base}/conformance", JSON),
            link("data", f"{base}/collections", JSON),
        ],
    }


def conformance(asked: Asked) -> dict[str, Any]:
    return {"conformsTo": [*CONFORMS], "links": both(asked)}


def collections(asked: Asked, offered: Iterable[About]) -> dict[str, Any]:
    return {"links": both(asked), "collections": [collection(asked, one) for one in offered]}


def collection(asked: Asked, about: About) -> dict[str, Any]:
    """Describe a dataset; its own document and its items are linked from everywhere."""
    address = f"{asked.base}/collections/{about.code}"
    items, site = f"{address}/items", asked.base.removesuffix("/ogc")
    title = words(about.title, asked.language)
    extent = _extent(*about.reach)
    return {
        "id": about.code,
        "title": title,
        "description": words(about.description, asked.language),
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": extent} if extent else {}),
        "links": [
            *both(asked._replace(address=address)),
            link("items", f"{items}?f=json", GEOJSON, title),
            link("items", f"{items}?f=html", HTML, title),
            link("license", about.licence, HTML),
            link("describedby", f"{site}/data/{about.code}/latest/notice.html", HTML),
        ],
    }


def _extent(place: Extent | None, days: Days | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if place is not None:
        told["spatial"] = {"bbox": [[*place]], "crs": CRS84}
    if days is not None:
        interval = [f"{days.first}T00:00:00Z", f"{days.last}T23:59:59Z"]
        told["temporal"] = {"interval": [interval], "trs": GREGORIAN}
    return told
