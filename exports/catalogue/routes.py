"""The catalogue of what the town publishes: DCAT-AP 3, in three forms of one graph."""

from importlib import import_module

from flask import Response, request

from config.database import reading
from config.problems import Problem
from config.web import Blueprint
from exports.catalogue import store

catalogue = Blueprint("catalogue", __name__, description="The catalogue, for portals (DCAT-AP 3)")
TYPES = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
}


@catalogue.get("/catalogue.<string:form>")
@catalogue.response(200, content_type=TYPES["jsonld"])
def described(form: str) -> Response:
    """Describe every dataset and file: as `jsonld`, `ttl` (Turtle) or `rdf` (RDF/XML)."""
    if form not in TYPES:
        raise Problem("not-found")
    with reading() as session:
        told = store.catalogue(session)
    # Loaded when first asked for: rdflib weighs more than all that most processes ever need.
    written: bytes = import_module("exports.catalogue.graph").serialised(told, form)
    response = Response(written, mimetype=TYPES[form])
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response
