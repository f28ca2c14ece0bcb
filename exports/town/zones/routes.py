"""The town draws its districts and other zones, and removes them."""

from flask import Blueprint, redirect, request, url_for
from shapely.geometry import mapping
from werkzeug import Response

from citizen.form import store as form
from citizen.form.rules import Filled
from config.database import reading, transaction
from config.pages import render
from config.places import Fault
from config.problems import Problem
from config.spatial import shape_of
from exports.town.zones import store
from exports.town.zones.rules import KINDS, Drawing, drawing

ZONES = "exports/town/zones"

zones = Blueprint("zones", __name__)


@zones.get("/ville/zones")
def listed() -> str:
    """Show the zones of the town, and the form that draws another."""
    return page({})


def page(filled: Filled, refusal: Problem | None = None) -> str:
    with reading() as session:
        known = store.listed(session)
        outline = form.town_rings(session)
    drawn = [(zone, mapping(shape_of(zone.outline))) for zone in known]
    return render(
        ZONES,
        "zones.html",
        zones=drawn,
        rings=outline,
        kinds=KINDS,
        filled=filled,
        wrong=[fault.pointer for fault in refusal.faults] if refusal else [],
        done=request.args.get("done", ""),
    )


@zones.post("/ville/zones")
def draw() -> Response | tuple[str, int]:
    """Keep a zone as it was drawn; a broken one is told, never repaired."""
    filled = request.form.to_dict(flat=False)
    try:
        drawn = drawing(filled)
        if not isinstance(drawn, Drawing):
            raise Problem("invalid-content", faults=drawn)
        with transaction() as session:
            if not store.add(session, drawn):
                raise Problem("invalid-content", faults=[Fault("/known", "missing")])
    except Problem as refusal:
        return page(filled, refusal), refusal.kind.status
    return redirect(url_for("zones.listed", done="added"), 303)


@zones.post("/ville/zones/<int:number>/retrait")
def remove(number: int) -> Response:
    """Remove a zone."""
    with transaction() as session:
        if not store.remove(session, min(number, 2**31 - 1)):
            raise Problem("not-found")
    return redirect(url_for("zones.listed", done="removed"), 303)
