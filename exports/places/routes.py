"""Anyone reads a place: a commune, a district, what is wider, the surroundings of an address."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue
from shapely import Point

from citizen.accounts.access import refuse_foreign_form
from citizen.campaigns import store as campaigns
from citizen.campaigns.rules import moment
from config import clock, site
from config.database import Session, reading
from config.pages import render
from config.protocols import PROTOCOLS
from exports.atlas.drawing import Frame, simple
from exports.atlas.words import SAYING
from exports.datasets.cutting import store as cutting
from exports.datasets.cutting.rules import cuttable
from exports.features.layers.store import Layer
from exports.places import circle, felt, store
from exports.places.store import Place
from reference.addresses import finding
from reference.addresses.store import Address
from reference.territories import store as territories
from reference.territories.rules import COMMUNES

FOLDER = "exports/places"
MOST = 20  # places found by their name
ADDRESSES = 8  # proposed for what was typed
LONGEST = 200  # characters of an address

iso = date.fromisoformat
places = Blueprint("places", __name__)


def show(template: str, **values: Any) -> str:
    """Render a page of places."""
    finds = finding.can_find(current_app.config["GEOCODER_URL"])
    told = SAYING | {"protocols": PROTOCOLS, "site": site.url(), "finds": finds, "iso": iso}
    return render(FOLDER, template, **told | values)


@places.get("/lieux")
def listed() -> ResponseReturnValue:
    """List the places of the town, or those whose name begins as asked; a code leads to its own."""
    if code := request.args.get("code", "").strip()[:100]:
        return redirect(f"/lieux/{quote(code, safe='')}", 303)
    words = request.args.get("q", "").strip()[:100]
    with reading() as session:
        known = cutting.known(session)
        found = territories.search(session, words, MOST) if words else []
    return show("places.html", known=known, words=words, found=found)


@places.get("/lieux/autour")
def ask() -> ResponseReturnValue:
    """Lead who comes back to what an address gave: it is kept nowhere, so it is asked again."""
    return redirect("/lieux", 303)


@places.get("/lieux/<code>")
def page(code: str) -> str:
    """Show what was published in a place, and what nobody looked at."""
    with reading() as session:
        known = cutting.known(session)
        place = store.find(session, code, {one.code: one.name for one in known})
        layers = store.layers(session)
        beside = _beside(session)
    told = store.sums(place, layers)
    others = [one for one in known if one.code != place.code]
    shown = {"others": others, "described": described(place), **beside}
    return show("place.html", **shown, **_shown(place, layers, told))


@places.post("/lieux/autour")
def around() -> Response:
    """Show the surroundings of an address: nothing of it is kept, nor in any address or log."""
    refuse_foreign_form()
    typed = request.form.get("address", "").strip()[:LONGEST]
    found = finding.found(typed, ADDRESSES, current_app.config["GEOCODER_URL"])
    at = chosen(found, request.form.get("at", ""))
    told = _around(at) if at else {}
    response = make_response(show("around.html", typed=typed, found=found, at=at, **told))
    response.headers["Cache-Control"] = "no-store"
    return response


def chosen(found: Sequence[Address], asked: str) -> Address | None:
    """The address whose rank was asked for, else the first."""
    rank = int(asked) if asked.isdecimal() and len(asked) < 3 else 0
    return found[rank] if rank < len(found) else next(iter(found), None)


def _around(at: Address) -> dict[str, Any]:
    drawn = circle.around(at.lon, at.lat)
    with reading() as session:
        layers = store.layers(session)
        here = territories.around(session, Point(at.lon, at.lat))
        beside = _beside(session)
    place = Place("", at.label, "circle", partial(circle.is_around, circle=drawn), drawn)
    told = store.added(place, layers)
    holds = [one for one in here if one.kind in {*COMMUNES, "district", "zone"}]
    return {"holds": holds, **beside, **_shown(place, layers, told)}


def described(place: Place) -> dict[str, Any]:
    """A place in the words of schema.org."""
    address = f"{site.url()}/lieux/{quote(place.code)}"
    told = {
        "@context": "https://schema.org", "@type": "Place", "@id": address, "url": address,
        "name": place.name, "identifier": place.code,
    }  # fmt: skip
    if place.outline is None:
        return told
    west, south, east, north = place.outline.bounds
    return told | {"geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}}


def _beside(session: Session) -> dict[str, Any]:
    """Who checks here, and what one may take part in today."""
    today, found = clock.now().date(), campaigns.public(session)
    running = [one for one in found if moment(one.status, one.starts, one.ends, today) == "running"]
    return {"validators": store.validators(session), "campaigns": running}


def _shown(place: Place, layers: Sequence[Layer], told: Mapping[str, Any]) -> dict[str, Any]:
    """What a page draws and says of the sums of a place."""
    outline = simple(place.outline) if place.outline else None
    looked, heat = told["looked"], felt.felt(told["heat"])
    squares = [one.outline for one in heat.squares] if heat else []
    return {
        "place": place,
        "records": told["records"],
        "releases": {one.about.code: one.release for one in layers if one.release},
        "titles": {one.about.code: one.about.title for one in layers},
        "files": {one.about.code: cuttable(one.about.code, [one.release])
                  for one in layers if one.release and place.code},
        "heat": heat,
        "looked": looked,
        "seen": store.drawn(looked["seen"]) if looked else None,
        "unseen": store.drawn(looked["unseen"]) if looked else None,
        "outline": outline,
        "frame": Frame.around([outline]) if outline else None,
        "heat_frame": Frame.around([*squares, *([outline] if outline else [])]),
    }  # fmt: skip
