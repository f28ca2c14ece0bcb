"""Anyone shows our map, our figures or a campaign in a page of theirs: no cookie, no reader."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, make_response, request
from werkzeug import Response as AnyResponse

from citizen.campaigns import store as campaigns
from citizen.campaigns.rules import moment as moment_of
from config import clock, site
from config.database import reading
from config.pages import policy, render
from config.protocols import PROTOCOLS
from config.static import assets
from config.web import language
from exports.atlas import heat, rules, store
from exports.atlas.drawing import Frame
from exports.atlas.filters import store as filters
from exports.atlas.filters.rules import WAITING, Asked
from exports.atlas.held.rules import by_records
from exports.atlas.words import SAYING
from exports.campaigns import store as brought

FOLDER = "exports/embeds"
MODULE = "embeds/brindille-carte.js"

embeds = Blueprint("embeds", __name__, url_prefix="/integrer")


def framed(template: str, status: int = 200, **values: Any) -> Response:
    """Render a page that anyone may frame: the same bytes whoever reads it."""
    page = render(FOLDER, template, protocols=PROTOCOLS, site=site.url(), **SAYING, **values)
    response = make_response(page, status)
    response.headers["Content-Security-Policy"] = policy(current_app.config["TILES_URL"], "*")
    response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    response.headers["Cache-Control"] = "public, no-cache"
    response.add_etag()
    return response


@embeds.get("/carte")
def map_page() -> AnyResponse:
    """Show the map under the filters of its address; drawn by the server where no script runs."""
    wanted, at = Asked.of(request.args, PROTOCOLS), request.args.get("moment", "")
    with reading() as session:
        found, outline = filters.found(session, wanted).entries, store.outline(session)
        squares = store.heat(session)[1]
    moment = heat.chosen(heat.moments(squares), at)
    with_heat = wanted.theme in {"", "heat"} and not wanted.territory and wanted.status != WAITING
    shown = [one for one in squares if one.moment == moment and with_heat]
    drawn = rules.exact(found)
    query = wanted.query() | ({"moment": at} if at else {})
    shapes = [*rules.shapes(drawn, outline), *(one.outline for one in shown)]
    response = framed(
        "map.html",
        asked=wanted,
        query=urlencode(query),
        layers=urlencode(query | {"lang": language()}),
        found=len(found),
        drawn=drawn,
        squares=shown,
        outline=outline,
        frame=Frame.around(shapes),
        tiles=current_app.config["TILES_URL"],
    )
    return response.make_conditional(request)


@embeds.get("/chiffres")
def figures() -> AnyResponse:
    """Show the key figures, each with its date."""
    with reading() as session:
        entries = store.entries(session)
        release, squares = store.heat(session)
    counted = {code: [e for e in entries if e.protocol == code] for code in by_records()}
    response = framed(
        "figures.html",
        counted={code: len(found) for code, found in counted.items() if found},
        last={c: max(e.decided_on for e in found) for c, found in counted.items() if found},
        answers=sum(one.answers for one in squares),
        released=release,
    )
    return response.make_conditional(request)


@embeds.get("/campagne/<slug>")
def call(slug: str) -> AnyResponse:
    """Show the card of a campaign, and the way to take part; told too where there is none."""
    with reading() as session:
        found = campaigns.calling(session, slug)
        number = brought.brought(session, found).number if found else None
    today = clock.now().date()
    moment = moment_of(found.status, found.starts, found.ends, today) if found else ""
    status = 200 if found else 404
    response = framed("call.html", status, campaign=found, count=number, moment=moment)
    return response.make_conditional(request) if found else response


@embeds.get("/v1/brindille-carte.js")
def module() -> AnyResponse:
    """Give the web component that frames these pages: its address and its name never change."""
    response = Response(assets()[MODULE].read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    return response.make_conditional(request)
