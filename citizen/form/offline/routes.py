"""What makes the form an app: its manifest, its worker, and where what waited is received."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from citizen.accounts.access import COOKIE, HOLDER, asking, form_token, holder
from citizen.accounts.rules import SESSION_LASTS
from citizen.appearance.routes import present
from citizen.appearance.rules import derived
from citizen.form import access
from citizen.form.offline import icon, intake
from citizen.form.rules import version
from citizen.form.words import FORM
from config import towns
from config.database import reading
from config.languages import say
from config.protocols import PROTOCOLS, protocol
from config.static import asset, assets
from config.static import version as release
from config.voices import voice
from config.web import language
from reference.taxa.likely.store import likely
from reference.taxa.rules import first_vernacular

TAKEN_ALONG = 2000  # taxa
NAME = 30  # characters of a town's name under an icon
ICON = "/observer/apple-touch-icon.png"
DAY = 86_400  # seconds
KEPT = ("form/", "vendor/leaflet/")  # whose files the form needs without network
BESIDE = ("brindille.css", "icons.svg", "twig.svg")

offline = Blueprint("offline", __name__)


@offline.get("/observer/application.webmanifest")
def manifest() -> Response:
    """Say how the form is installed on a phone."""
    with reading() as session:
        town = towns.served_town(session).name
    colour = present().colour
    told = {
        "id": "/observer",
        "start_url": "/observer",
        "scope": "/observer",
        "display": "standalone",
        "name": say(FORM, "offline.app", language(), town=town),
        "short_name": town[:NAME],
        "lang": language(),
        "background_color": "#fbfaf5",
        "theme_color": f"#{derived(colour).day['accent']}" if colour else "#fbfaf5",
        "icons": [
            {"src": asset("twig.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": ICON, "sizes": f"{icon.SIDE}x{icon.SIDE}", "type": "image/png"},
        ],
    }
    response = jsonify(told)
    response.mimetype = "application/manifest+json"
    return response


@offline.get(ICON)
def picture() -> Response:
    """Give the picture of the app, for phones that take no SVG."""
    response = Response(icon.png(), mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


@offline.get("/observer/worker.js")
def worker() -> Response:
    """Give the worker that keeps the form's pages; it changes whenever a file of theirs does."""
    script = render_template(f"{FORM}/worker.js", **kept(voice()))
    response = make_response(script)
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/observer"
    return response


def kept(spoken: str) -> dict[str, Any]:
    """What a phone keeps: the pages of the form in one language, and the files they load."""
    asked = {f"/observer/{one.code}": one.version for one in PROTOCOLS.values()}
    files = [name for name in assets() if name.startswith(KEPT) or name in BESIDE]
    needed = [asset(name) for name in files if not name.endswith((".png", "-src.js"))]
    chosen = present().files
    told = sha256(repr((asked, chosen)).encode()).hexdigest()[:8]
    name = f"{release()}-{spoken}-{told}"
    return {
        "name": name,
        "spoken": spoken,
        "pages": ["/observer", *asked, "/observer/names.json"],
        "files": needed + chosen,
    }


@offline.get("/observer/names.json")
def names() -> Response:
    """Give the names a phone takes along: `[cd_nom, name, vernacular]`, the likeliest first."""
    with reading() as session:
        taken = likely(session, TAKEN_ALONG)
    spoken = language()
    rows = [[one.cd_nom, one.name, first_vernacular(common(one, spoken))] for one in taken]
    response = jsonify(taxa=rows)
    response.headers["Cache-Control"] = "no-cache"
    return response


def common(taxon: Any, spoken: str) -> str:
    return str(taxon.english or taxon.vernacular if spoken == "en" else taxon.vernacular)


@offline.get("/observer/token")
def token() -> Response:
    """Give the token that what waited is sent with, and a browser without one its cookie.

    With the mark of the account open here, for the phone to compare with who kept what waits.
    Where a session has ended there is no token: a new cookie, given late, would take the place of
    the one that signing in gives meanwhile.
    """
    held = request.cookies.get(COOKIE)
    secret = access.cookie(held)
    is_over = secret != held and HOLDER in request.cookies
    told = "" if is_over else form_token(secret)
    response = jsonify(token=told, holder=holder(asking()))
    response.headers["Cache-Control"] = "no-store"
    return response if is_over or secret == held else access.give(response, secret, SESSION_LASTS)


@offline.put("/observer/<code>/envoi/<uuid:uuid>")
def receive(code: str, uuid: UUID) -> Response:
    """Take a form that waited on a phone; its photos follow, each under its digest."""
    filled = request.form.to_dict(flat=False)
    asked = protocol(code, version(filled))
    response = jsonify(intake.take(uuid, intake.told(asked, filled), access.author))
    response.headers["Cache-Control"] = "no-store"
    return response
