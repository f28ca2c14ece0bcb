"""An adult opens classes and looks after them; phones join by a link or a drawing to scan."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint as Pages
from flask import Response, current_app, make_response, redirect, request
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from citizen.accounts import store as accounts
from citizen.accounts.access import COOKIE, caller, refuse_foreign_form
from citizen.accounts.classes import store
from citizen.accounts.schemas import DeviceSchema
from citizen.accounts.tables import ClassGroup
from citizen.classes.rules import MAX_NAME, code, drawn, is_code, is_name
from citizen.classes.schemas import JoiningSchema
from citizen.form.store import of_many
from citizen.progress import sentences as stands
from citizen.push import store as push
from citizen.sign_in.routes import discreet, give_session
from config import site
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import Blueprint, row_after

FOLDER = "citizen/classes"
PAGE = 24  # observations on a page of the list

classes = Blueprint("classes", __name__, url_prefix="/api/v1/classes", description="Who is asking")
class_pages = Pages("class-pages", __name__)


@classes.post("/join")
@classes.arguments(JoiningSchema)
@classes.response(201, DeviceSchema)
def join(told: Mapping[str, Any]) -> dict[str, str]:
    """Let this phone into a class: it gets an account of its own, without a name."""
    with transaction() as session:
        phone = store.join(session, entered(session, told["class_"], told["code"]))
        return {"token": accounts.new_token(session, phone)}


def entered(session: Session, uuid: UUID, typed: str) -> ClassGroup:
    """Find the class a link leads to, or refuse: a wrong one is like one that is closed."""
    found = store.of_uuid(session, uuid)
    key = current_app.config["SECRET_KEY"]
    if found is None or not is_code(typed, key, uuid, found.edition):
        raise Problem("class-closed")
    return found


@class_pages.get("/classe/<uuid:uuid>/<typed>")
def ask(uuid: UUID, typed: str) -> Response:
    """Show what joining a class means: a click joins, opening does not."""
    with reading() as session:
        found = entered(session, uuid, typed)
    return discreet(make_response(render(FOLDER, "join.html", joined=found)))


@class_pages.post("/classe/<uuid:uuid>/<typed>")
def enter(uuid: UUID, typed: str) -> Response:
    """Join a class with this browser, then observe."""
    refuse_foreign_form()
    with transaction() as session:
        phone = store.join(session, entered(session, uuid, typed))
        accounts.end_session(session, request.cookies.get(COOKIE, ""))
        push.leave(session, request.cookies.get(COOKIE, ""))
        opened = accounts.new_session(session, phone.id)
    return give_session(make_response(redirect("/observer", 303)), opened)


@class_pages.get("/mon-compte/classes")
def listed(name: str = "", is_wrong: bool = False) -> str:
    """List the classes I hold, and offer to open one."""
    with reading() as session:
        held = store.held_by(session, caller().id)
        counted = {one.id: len(store.phones(session, one)) for one in held}
    told = {"held": held, "phones": counted, "name": name, "is_wrong": is_wrong}
    return render(FOLDER, "classes.html", who=caller(), most=MAX_NAME, **told)


@class_pages.post("/mon-compte/classes")
def make() -> AnyResponse | tuple[str, int]:
    """Open a class: its adult has an address, its phones have nothing."""
    name = " ".join(request.form.get("name", "").split())
    if not caller().email:
        raise Problem("class-needs-adult")
    if not is_name(name):
        return listed(name, is_wrong=True), 422
    with transaction() as session:
        made = store.make(session, caller().id, name, signs="signs" in request.form)
    return redirect(f"/mon-compte/classes/{made.uuid}", 303)


@class_pages.get("/mon-compte/classes/<uuid:uuid>")
def show(uuid: UUID) -> Response:
    """Show a class to its adult: the link, the drawing to scan, the phones, what they sent."""
    before = row_after(request.args.get("before"))
    with reading() as session:
        found = store.held(session, uuid, caller().id)
        phones = store.phones(session, found)
        rows = of_many(session, phones, before, PAGE)
    address = f"{site.url()}/classe/{uuid}/{secret_of(found)}"
    told = {"joined": found, "phones": len(phones), "rows": rows, "protocols": PROTOCOLS}
    after = f"{request.path}?before={rows[-1].observation.id}" if len(rows) == PAGE else None
    drawing = Markup(drawn(address))  # noqa: S704 (drawn by us, of an address of ours)
    told["stands"] = stands
    page = render(FOLDER, "class.html", address=address, drawing=drawing, after=after, **told)
    return discreet(make_response(page))


def secret_of(found: ClassGroup) -> str:
    return code(current_app.config["SECRET_KEY"], found.uuid, found.edition)


@class_pages.post("/mon-compte/classes/<uuid:uuid>")
def look_after(uuid: UUID) -> AnyResponse:
    """Renew the link of a class, or end it: its phones are signed out."""
    with transaction() as session:
        found = store.held(session, uuid, caller().id)
        if "renew" in request.form:
            store.renew(session, found)
        if "end" in request.form:
            store.end(session, found)
    return redirect(f"/mon-compte/classes/{uuid}", 303)
