"""People make an outing, find it by its code, prepare, join, see what it brings, end it."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, request
from markupsafe import Markup
from shapely import bounds
from werkzeug import Response as AnyResponse

from citizen.accounts import store as accounts
from citizen.accounts.access import asking, caller, refuse_foreign_form
from citizen.campaigns import store as campaigns
from citizen.classes.rules import drawn
from citizen.form import store as form
from citizen.form.rules import Filled
from citizen.form.schemas import read
from citizen.form.words import worded
from citizen.observations.access import may_decide
from citizen.outings import store as outings
from citizen.outings.rules import LONGEST, MAX_NAME, MOST_BYTES, spaced, until
from citizen.outings.tables import Outing
from citizen.sign_in.routes import give_session
from config import clock, site
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.templates.filters import CLOCK
from config.web import row_after
from exports.atlas import store as atlas
from exports.atlas.drawing import Frame
from exports.outings import access, intake, store
from exports.outings.pages.rules import addresses, document, field_of
from exports.outings.routes import apply, counted
from exports.outings.schemas import OutingSentSchema
from exports.town.zones import store as zones
from reference.territories.rules import PRIVATE

FOLDER = "exports/outings"
PAGE = 50  # observations on a page of the list

pages = Blueprint("outing-pages", __name__)


@pages.get("/sorties")
def listed() -> AnyResponse | str:
    """Ask for a code; show the outings I hold or joined, and how to make one."""
    typed = request.args.get("code", "")
    if typed:
        with reading() as session:
            return redirect(f"/sorties/{access.known(session, typed).code}", 303)
    return listing({})


def listing(filled: Filled, refusal: Problem | None = None) -> str:
    who, now = asking(), clock.now().astimezone(CLOCK)
    with reading() as session:
        told: dict[str, Any] = {
            "held": outings.held_by(session, who.id) if who else (),
            "joined": outings.joined_by(session, who.id) if who else (),
            "zones": [one for one in zones.listed(session) if one.kind != PRIVATE],
            "calls": campaigns.running(session),
        }
    faults: dict[str, list[str]] = {}
    for fault in refusal.faults if refusal else ():
        faults.setdefault(field_of(fault), []).append(worded(fault))
    told |= {"filled": filled, "faults": faults, "now": now, "spaced": spaced, "most": MAX_NAME}
    told |= {"who": who, "protocols": PROTOCOLS, "moment_of": access.moment_of}
    return render(FOLDER, "outings.html", longest=LONGEST.days, **told)


@pages.post("/sorties")
def make() -> AnyResponse | tuple[str, int]:
    """Make an outing as it was filled in; say its faults beside their fields."""
    filled = request.form.to_dict(flat=False)
    access.may_hold(caller())
    try:
        sent = read(OutingSentSchema(), document(filled, CLOCK))
        with transaction() as session:
            plan, area = intake.plan(session, sent)
            made = outings.add(session, plan, area, caller().id).code
    except Problem as refusal:
        if refusal.kind.status != 422:
            raise
        return listing(filled, refusal), 422
    return redirect(f"/sorties/{made}", 303)


@pages.get("/sorties/<outing>")
def show(outing: str) -> Response:
    """Show an outing: what, when, where, who holds it, how many are at it, what came of it."""
    who = asking()
    with reading() as session:
        found = access.known(session, outing)
        told = shown(session, found)
        told["is_joined"] = who is not None and outings.is_member(session, found, who.id)
        told["called"] = campaigns.calling(session, found.campaign)
    told["is_holder"] = who is not None and found.holder_id == who.id
    told["tiles"] = bool(current_app.config["TILES_URL"])
    response = make_response(render(FOLDER, "outing.html", protocols=PROTOCOLS, **told))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def shown(session: Session, found: Outing) -> dict[str, Any]:
    """What the page of an outing says to anyone."""
    area, brought = outings.area_of(found), store.brought(session, found)
    town = atlas.outline(session)
    address = f"{site.url()}/sorties/{found.code}"
    return {
        "outing": found,
        "code": spaced(found.code),
        "address": address,
        "drawing": Markup(drawn(address)),  # noqa: S704 (drawn by us, of an address of ours)
        "moment": access.moment_of(found),
        "last": until(found.ends_at, found.ended_at),
        "area": area,
        "town_outline": town,
        "frame": Frame.around([one for one in (area or town,) if one is not None]),
        "brought": brought,
        "most_megabytes": MOST_BYTES // 1_000_000,
    }


@pages.get("/sorties/<outing>/compteur.json")
def count(outing: str) -> AnyResponse:
    """The figures of the counter, for the page."""
    return counted(outing)


@pages.get("/sorties/<outing>/sac.json")
def pack(outing: str) -> Response:
    """What a phone takes along: the forms, and the map of the area where there is one."""
    with reading() as session:
        found = access.known(session, outing)
        shape = outings.area_of(found) or form.outline(session)
    box = [*map(float, bounds(shape))] if shape is not None else []
    source = current_app.config["TILES_URL"]
    return jsonify(
        most=MOST_BYTES,
        pages=[f"/observer/{code}" for code in found.protocols if code in PROTOCOLS],
        tiles=addresses(source, box),
    )


@pages.post("/sorties/<outing>/rejoindre")
def join(outing: str) -> AnyResponse:
    """Join with this browser: it gets an account of its own, without a name, if it has none."""
    refuse_foreign_form()
    known, opened = asking(), ""
    with transaction() as session:
        found = access.known(session, outing)
        account = known.id if known else accounts.open_account(session, "device").id
        access.join(session, found, account)
        if known is None:
            opened = accounts.new_session(session, account)
    answer = make_response(redirect(f"/sorties/{found.code}#joined", 303))
    return give_session(answer, opened) if opened else answer


@pages.post("/sorties/<outing>/quitter")
def leave(outing: str) -> AnyResponse:
    """Leave an outing."""
    with transaction() as session:
        found = access.known(session, outing)
        outings.leave(session, found, caller().id)
    return redirect(f"/sorties/{found.code}", 303)


@pages.get("/sorties/<outing>/envois")
def sent(outing: str) -> str:
    """Show who holds an outing what was sent: what anyone may see, and that the rest is there."""
    before, who = row_after(request.args.get("before")), caller()
    with reading() as session:
        found = access.held(session, outing, who)
        rows = outings.listed(session, found, before, PAGE)
        public = {one.uuid: one for one in store.brought(session, found).entries}
    after = f"{request.path}?before={rows[-1].id}" if len(rows) == PAGE else None
    told = {"outing": found, "rows": rows, "public": public, "after": after}
    told |= {"protocols": PROTOCOLS, "may_decide": may_decide, "who": who}
    return render(FOLDER, "sent.html", moment=access.moment_of(found), **told)


@pages.post("/sorties/<outing>/envois")
def look_after(outing: str) -> AnyResponse:
    """End an outing, or renew its code."""
    asked = {name: True for name in ("is_ended", "renew_code") if name in request.form}
    with transaction() as session:
        found = access.held(session, outing, caller())
        apply(session, found, asked)
        code = found.code
    return redirect(f"/sorties/{code}/envois", 303)
