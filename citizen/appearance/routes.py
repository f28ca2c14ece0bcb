"""What every page takes of the town's looks: a small sheet and a logo, kept by browsers."""

from flask import Blueprint, Response, g, request

from citizen.appearance import card, logos, rules, store
from citizen.appearance.rules import Look
from config import site
from config.problems import Problem
from config.static import YEAR

appearance = Blueprint("appearance", __name__)


@appearance.app_context_processor
def told() -> dict[str, object]:
    """Let the frame of pages ask for the town's looks; one that asks nothing reads nothing."""
    return {"town_look": shown, "town_card": card_address}


def card_address() -> str:
    """Where the picture of links to these pages is, for other sites; "" where there is no logo."""
    look = shown()
    return f"{site.url()}{look.card}" if look.logo else ""


def shown() -> Look:
    """The looks of the town; those of the house where a fault of ours is being told."""
    if g.get("fault_of_ours"):
        return Look()
    if "look" not in g:
        g.look = store.remembered()
    found: Look = g.look
    return found


def present() -> Look:
    """The looks of the town as they are now, on all that this request shows."""
    g.look = found = store.present()
    return found


@appearance.get("/apparence.css")
def sheet() -> Response:
    """Give the town's colour to a browser, to be kept for ever under its present address."""
    look = present()
    if not look.colour:
        raise Problem("not-found")
    response = Response(rules.sheet(look.colour), mimetype="text/css")
    is_present = request.args.get("v") == rules.version(look.colour)
    return kept(response, rules.version(look.colour), is_present=is_present)


@appearance.get("/apparence/<digest>.png")
def logo(digest: str) -> Response:
    """Give the town's logo to a browser: another has another address."""
    look = present()
    if look.logo is None or look.logo.digest != digest:
        raise Problem("not-found")
    return kept(Response(logos.read(digest), mimetype="image/png"), digest, is_present=True)


@appearance.get("/apparence/<digest>/carte.png")
def picture(digest: str) -> Response:
    """Give the picture of links to these pages: the town's logo on its colour."""
    look = present()
    if look.logo is None or look.logo.digest != digest:
        raise Problem("not-found")
    response = Response(card.png(digest, look.colour), mimetype="image/png")
    return kept(response, f"{digest}-{look.colour}", is_present=False)


def kept(response: Response, tag: str, *, is_present: bool) -> Response:
    """Say how long a browser may keep an answer without asking again."""
    response.set_etag(tag)
    lasts = f"public, max-age={YEAR}, immutable" if is_present else "no-cache"
    response.headers["Cache-Control"] = lasts
    return response.make_conditional(request)  # type: ignore[return-value]
