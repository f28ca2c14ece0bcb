"""The town makes a campaign, changes it, opens and closes it, without knowing anything of maps."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, make_response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.campaigns import pictures
from citizen.campaigns import store as campaigns
from citizen.campaigns.access import held, known
from citizen.campaigns.rules import STATUSES, moment, new_code, spaced, told_of
from citizen.form import store as form
from citizen.form.maps import rings
from citizen.form.rules import Filled, first_and_more, groups, one
from citizen.form.words import FORM, worded
from config import clock, site
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from exports.campaigns.routes import shown
from exports.campaigns.store import brought
from exports.town.campaigns import store
from exports.town.campaigns.intake import Read, read
from exports.town.campaigns.rules import field_of, filled_of
from exports.town.campaigns.starting import MODELS, begun
from exports.town.zones import store as zones

FOLDER = "exports/town/campaigns"
MANY = 1000  # campaigns on the page

calls = Blueprint("town-campaigns", __name__)


@calls.get("/ville/campagnes")
def listed() -> str:
    """Show the campaigns of the town, and what each received."""
    today = clock.now().date()
    with reading() as session:
        found = campaigns.listed(session, STATUSES, 0, MANY)
        received = store.all_received(session)
    told = [(one, moment(one.status, one.starts, one.ends, today)) for one in reversed(found)]
    shown_: dict[str, Any] = {"received": received, "models": MODELS, "protocols": PROTOCOLS}
    return render(FOLDER, "list.html", found=told, **shown_)


@calls.get("/ville/campagnes/nouvelle")
def begin() -> str:
    """Show the form that makes a campaign, as a model fills it in where one is asked for."""
    today = clock.now().date()
    blank = {"starts": [today.isoformat()], "perimeter": ["town"]}
    blank |= {"joining": ["open"], "protocol": [next(iter(PROTOCOLS))]}
    return page({**blank, **begun(request.args.get("model", ""), today)})


@calls.post("/ville/campagnes")
def make() -> Response:
    """Keep a new campaign, as a draft."""
    filled = request.form.to_dict(flat=False)
    try:
        told = read(filled, files())
    except Problem as refusal:
        return told_again(filled, refusal)
    with transaction() as session:
        made = campaigns.add(session, told.call, told.outline, caller().id)
        if told.picture:
            campaigns.change(session, made, picture=told.picture)
    return redirect(url_for("town-campaigns.edit", slug=made.slug, done="made"), 303)


@calls.get("/ville/campagnes/<slug>")
def edit(slug: str) -> str:
    """Show a campaign as the town wrote it, to change, open or close it."""
    with reading() as session:
        written = campaigns.written(known(session, slug))
        species = store.names(session, written["species"])
    return page(filled_of(written, species), slug=slug)


@calls.post("/ville/campagnes/<slug>")
def change(slug: str) -> Response:
    """Keep the changes of a campaign, unless another changed it meanwhile."""
    filled = request.form.to_dict(flat=False)
    try:
        told = read(filled, files())
        replaced = kept(slug, filled, told)
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content", "stale-version"}:
            raise
        return told_again(filled, refusal, slug)
    if replaced is not None:
        pictures.forget(replaced)
    return redirect(url_for("town-campaigns.edit", slug=slug, done="changed"), 303)


def kept(slug: str, filled: Filled, told: Read) -> Any:
    """Change a campaign as it was read; return the picture that is shown no more."""
    changes = told_of(told.call)
    if not told.keeps_outline:
        changes["outline"] = campaigns.stored(told.outline)
    if told.picture or told.drops_picture:
        changes["picture"] = told.picture
    with transaction() as session:
        found = held(session, slug)
        if one(filled, "version") != str(found.version):
            raise Problem("stale-version")
        before = found.picture
        campaigns.change(session, found, **changes)
    return before if "picture" in changes else None


@calls.post("/ville/campagnes/<slug>/etat")
def move(slug: str) -> Response:
    """Open a campaign to all, or close it."""
    status = request.form.get("status", "")
    if status not in {"open", "closed"}:
        raise Problem("bad-request")
    with transaction() as session:
        campaigns.change(session, held(session, slug), status=status)
    return redirect(url_for("town-campaigns.edit", slug=slug, done=status), 303)


@calls.post("/ville/campagnes/<slug>/code")
def renew(slug: str) -> Response:
    """Give a campaign another code: the former one opens nothing any more."""
    with transaction() as session:
        campaigns.change(session, held(session, slug), join_code=new_code())
    return redirect(url_for("town-campaigns.edit", slug=slug, done="code"), 303)


def files() -> Mapping[str, bytes]:
    """The files that were chosen, by their field."""
    read_ = ((name, request.files[name].stream.read()) for name in request.files)
    return {name: data for name, data in read_ if data}


def told_again(filled: Filled, refusal: Problem, slug: str = "") -> Response:
    return make_response(page(filled, refusal, slug), refusal.kind.status)


def page(filled: Filled, refusal: Problem | None = None, slug: str = "") -> str:
    """The form of a campaign, new or kept, its faults beside their fields."""
    wrong: dict[str, list[str]] = {}
    for fault in refusal.faults if refusal else ():
        wrong.setdefault(field_of(fault.pointer), []).append(worded(fault))
    with reading() as session:
        town, drawn = form.outline(session), zones.listed(session)
        kept_ = state(session, slug) if slug else {"campaign": None}
    return render(
        FOLDER,
        "edit.html",
        filled=filled,
        refusal=refusal,
        wrong=wrong,
        zones=drawn,
        rings=rings(town),
        protocols=PROTOCOLS,
        done=request.args.get("done", ""),
        preview=previewed(one(filled, "protocol")),
        **kept_,
    )


def previewed(code: str) -> Markup:
    """The form that residents will be shown, to look at; nothing where there is no such."""
    if code not in PROTOCOLS:
        return Markup()
    asked = PROTOCOLS[code]
    first, more = map(groups, first_and_more(asked))
    blank: dict[str, Any] = {"filled": {}, "faults": {}, "has_lost_photos": False, "there": ()}
    told = render(FORM, "preview.html", asked=asked, first=first, more=more, **blank)
    return Markup(told)  # noqa: S704 (rendered, hence escaped, by our own template)


def state(session: Session, slug: str) -> dict[str, Any]:
    """What the page tells of a campaign that is kept: what came, its code, where it is."""
    found = known(session, slug)
    return {
        **shown(found, form.outline(session), brought(session, found)),
        "received": store.received(session, slug),
        "code": spaced(found.join_code) if found.joining == "code" else "",
        "address": f"{site.url()}/campagnes/{slug}",
    }
