"""Anyone asks for the datasets feature by feature: JSON for programs, pages for people."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request
from werkzeug import Response as AnyResponse

from config import site
from config.answers import packed
from config.database import reading
from config.languages import say
from config.pages import policy, render
from config.places import Fault
from config.problems import Problem
from config.web import OPENAPI as API
from config.web import language
from exports.atlas.openapi import groups
from exports.features import store
from exports.features.layers import store as released
from exports.features.layers.store import Layer
from exports.ogc import description, documents, rules, showing
from exports.ogc.documents import GEOJSON, HTML, JSON, OPENAPI, About, Asked

FOLDER = "exports/ogc"
FORMS = {"json": JSON, "html": HTML}

ogc = Blueprint("ogc", __name__, url_prefix="/ogc")


@ogc.after_request
def _open_to_all(response: Response) -> Response:
    """Let pages of other sites read every answer; refusals also as this standard names them."""
    if response.mimetype == "application/problem+json":
        told = response.get_json()
        named = {"code": told["type"].rpartition("/")[2], "description": told["title"]}
        response.set_data(_text(told | named))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


@ogc.get("/", strict_slashes=False)
def landing() -> AnyResponse:
    """Say what the service is and where its parts are."""
    asked = _asked()
    title, about = (say(FOLDER, key, asked.language) for key in ("landing.title", "landing.about"))
    return _answer(asked, documents.landing(asked, title, about), "landing.html")


@ogc.get("/api")
def api() -> AnyResponse:
    """Describe the service as OpenAPI 3.0."""
    asked = _asked()
    with reading() as session:
        layers = released.layers(session)
    version = str(API["API_VERSION"])
    told = description.described(layers, asked.base, version, asked.language)
    return _answer(asked, told, "api.html", OPENAPI, groups=groups(told))


@ogc.get("/conformance")
def conformance() -> AnyResponse:
    """Name the parts of the standard that hold here."""
    asked = _asked()
    return _answer(asked, documents.conformance(asked), "conformance.html")


@ogc.get("/collections")
def collections() -> AnyResponse:
    """List the datasets."""
    asked = _asked()
    with reading() as session:
        told = documents.collections(asked, [_about(one) for one in released.layers(session)])
    return _answer(asked, told, "collections.html")


@ogc.get("/collections/<string:code>")
def collection(code: str) -> AnyResponse:
    """Describe a dataset: its extent, its licence, where its features are."""
    asked = _asked()
    layer = released.shown(code)
    told = documents.collection(asked, _about(layer))
    return _answer(asked, told, "collection.html", columns=layer.columns, about=layer.about)


@ogc.get("/collections/<string:code>/items")
def items(code: str) -> AnyResponse:
    """Give a page of features, by place, by time, by what they tell."""
    layer = released.shown(code)
    asked = _asked(GEOJSON, *rules.OF_ITEMS, *(column.name for column in layer.columns))
    wanted, faults = rules.wanted(request.args, layer.columns)
    if faults:
        raise Problem("invalid-parameter", faults=faults)
    rows, is_more = store.found(layer.file, wanted) if layer.file else ((), False)
    links = _links(asked, rows[-1][0] if is_more else "")
    if asked.form == HTML:
        features = [json.loads(told) for _, told in rows]
        told = {"links": links, "features": features}
        return _answer(asked, told, "items.html", layer=layer, called=showing.called(layer))
    response = _json(_page([told for _, told in rows], links), GEOJSON)
    for one in links:
        response.headers.add("Link", f'<{one["href"]}>; rel="{one["rel"]}"; type="{one["type"]}"')
    return _unless_known(response)


@ogc.get("/collections/<string:code>/items/<string:identifier>")
def item(code: str, identifier: str) -> AnyResponse:
    """Give one feature."""
    asked = _asked(GEOJSON)
    layer = released.shown(code)
    line = store.one(layer.file, identifier) if layer.file else None
    if line is None:
        raise Problem("unknown-feature")
    address = f"{asked.base}/collections/{code}"
    links = [*documents.both(asked, GEOJSON), documents.link("collection", address, JSON)]
    told = json.loads(line) | {"links": links}
    shown = {"layer": layer, "columns": layer.columns, "called": showing.called(layer)}
    return _answer(asked, told, "item.html", GEOJSON, **shown)


def _asked(machine: str = JSON, *more: str) -> Asked:
    """Read in which form an answer is wanted; refuse every parameter that is not known here."""
    pairs = [*request.args.items(multi=True)]
    faults = rules.faults_of(pairs, (*rules.EVERYWHERE, *more))
    if request.args.get("f", "json") not in FORMS:
        faults.append(Fault("/query/f", "bad-form"))
    if faults:
        raise Problem("invalid-parameter", faults=faults)
    best = request.accept_mimetypes.best_match((machine, JSON, HTML), default=machine)
    form = FORMS.get(request.args.get("f", ""), best)
    base = f"{site.url()}/ogc"
    address = f"{site.url()}{request.path}" if request.path.strip("/") != "ogc" else f"{base}/"
    return Asked(base, address, HTML if form == HTML else machine, language())


def _about(layer: Layer) -> About:
    about = layer.about
    reach = store.extent(layer.file) if layer.file else (None, None)
    return About(about.code, about.title, about.description, reach, released.licence(layer))


def _links(asked: Asked, after: str) -> list[documents.Link]:
    """The page itself, its other form, the next page and the collection."""
    query = {name: value for name, value in request.args.items() if name != "f"}
    links = documents.both(asked, GEOJSON, urlencode(query))
    if after:
        form = "html" if asked.form == HTML else "json"
        following = urlencode({**query, "f": form, "cursor": after})
        links.append(documents.link("next", f"{asked.address}?{following}", asked.form))
    address = asked.address.removesuffix("/items")
    return [*links, documents.link("collection", address, JSON)]


def _page(lines: list[str], links: list[documents.Link]) -> str:
    """A page, its features as the released file tells them: they are not written again."""
    head = {"type": "FeatureCollection", "numberReturned": len(lines), "links": links}
    return f'{_text(head)[:-1]},"features":[{",".join(lines)}]}}'


def _answer(
    asked: Asked, told: dict[str, Any], template: str, machine: str = "", **more: Any
) -> AnyResponse:
    """Answer a page or JSON."""
    if asked.form != HTML:
        return _unless_known(_json(_text(told), machine or asked.form))
    response = Response(render(FOLDER, template, told=told, asked=asked, **more), mimetype=HTML)
    response.headers["Content-Security-Policy"] = policy(current_app.config["TILES_URL"])
    return _unless_known(response)


def _json(text: str, kind: str) -> Response:
    return Response(text, content_type=kind)


def _unless_known(response: Response) -> AnyResponse:
    """Answer 304 to who has it; no cache shows it without asking: a release may be taken back."""
    is_page = response.mimetype == HTML
    response.headers["Cache-Control"] = f"{'private' if is_page else 'public'}, no-cache"
    response.headers["Content-Language"] = language()
    response.vary.update(("Accept", "Accept-Language", "Cookie"))
    packed(response).add_etag()
    return response.make_conditional(request)


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
