"""Hide a photo, report what is shown, close what was reported: on pages, with JavaScript or not."""

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from citizen.accounts.access import caller, refuse_foreign_form
from citizen.form.rules import Filled, one
from citizen.form.schemas import read
from citizen.robots import access as robots
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import row_after
from moderation.care import intake, store
from moderation.care.intake import Wanted
from moderation.care.rules import KINDS, MAX_WORDS, OUTCOMES, REPORTED, WHY
from moderation.care.schemas import HidingSchema, ReportSchema

FOLDER = "moderation/care/pages"
PAGE = 25
TOLD_AGAIN = {"press-again", "invalid-content"}

pages = Blueprint("care-pages", __name__)


@pages.get("/moderation/<uuid:uuid>/photos/<string:digest>")
def photo(uuid: UUID, digest: str, *, is_wrong: bool = False) -> ResponseReturnValue:
    """Show a photo, whether it is hidden, and the form that hides it or shows it again."""
    with reading() as session:
        found, shown = intake.find(session, uuid, digest, caller())
        known: dict[str, Any] = {
            "hidings": store.hidings(session, shown),
            "seen": intake.tag(session, shown),
        }
    known |= {"observation": found, "photo": shown, "kinds": KINDS, "why": WHY}
    page = render(FOLDER, "photo.html", **known, is_wrong=is_wrong, filled=request.form)
    return make_response(page, 422 if is_wrong else 200)


@pages.post("/moderation/<uuid:uuid>/photos/<string:digest>")
def hide(uuid: UUID, digest: str) -> ResponseReturnValue:
    """Hide a photo, or show it again, if it stands as it was seen."""
    filled = request.form.to_dict(flat=False)
    told = {name: one(filled, name) for name in ("kind", "reason", "words") if one(filled, name)}
    wanted = Wanted(**read(HidingSchema(), told | {"is_hidden": one(filled, "do") == "hide"}))
    if wanted.is_hidden and not wanted.reason:
        return photo(uuid, digest, is_wrong=True)
    with transaction() as session:
        found, shown = intake.find(session, uuid, digest, caller())
        current = intake.tag(session, shown)
        if one(filled, "seen") != current:
            raise Problem("stale-version", etag=current)
        intake.change(session, found, shown, wanted, caller())
    return redirect(url_for("care-pages.photo", uuid=uuid, digest=digest), 303)


@pages.get("/signaler/<uuid:uuid>")
def ask(uuid: UUID) -> ResponseReturnValue:
    """Show the form with which anyone reports what is shown of a record."""
    return asked(uuid, request.args.get("photo", ""), {})


def asked(
    uuid: UUID, name: str, filled: Filled, refusal: Problem | None = None
) -> ResponseReturnValue:
    with reading() as session:
        found, shown = intake.reported(session, uuid, name_of(name))
    code = refusal.kind.code if refusal else ""
    known: dict[str, Any] = {
        "observation": found,
        "photo": shown,
        "reasons": REPORTED,
        "most": MAX_WORDS,
    }
    trapped = robots.trap(is_doubted=code == "press-again")
    known |= {"filled": filled, "trapped": trapped, "code": code, "protocols": PROTOCOLS}
    page = render(FOLDER, "report.html", **known)
    return make_response(page, refusal.kind.status if refusal else 200)


def name_of(told: str) -> UUID | None:
    try:
        return UUID(told) if told else None
    except ValueError:
        raise Problem("not-found") from None


@pages.post("/signaler/<uuid:uuid>")
def report(uuid: UUID) -> ResponseReturnValue:
    """Take in what somebody reports."""
    filled = request.form.to_dict(flat=False)
    name = one(filled, "photo")
    try:
        refuse_foreign_form()
        told = {
            "photo": name or None,
            "reason": one(filled, "reason"),
            "words": one(filled, "words"),
        }
        sent = read(ReportSchema(), told)
        robots.refuse()
        with transaction() as session:
            intake.report(session, uuid, sent["photo"], sent["reason"], sent["words"].strip())
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return asked(uuid, name, filled, refusal)
    return render(FOLDER, "thanks.html", uuid=uuid)


@pages.get("/moderation/signalements")
def waiting() -> str:
    """List what was reported of the records I may decide on, oldest first."""
    after = row_after(request.args.get("after")) or 0
    with reading() as session:
        found = store.waiting(session, caller(), after, PAGE)
    following = found[-1].report.id if len(found) == PAGE else None
    known = {"reports": found, "outcomes": OUTCOMES, "protocols": PROTOCOLS}
    return render(FOLDER, "reports.html", **known, following=following, after=after)


@pages.post("/moderation/signalements/<uuid:uuid>")
def close(uuid: UUID) -> ResponseReturnValue:
    """Close a report."""
    outcome = request.form.get("outcome", "")
    with transaction() as session:
        found = store.find(session, uuid, caller())
        if found is None or outcome not in OUTCOMES:
            raise Problem("not-found")
        store.close(found.report, caller().id, outcome)
    return redirect(url_for("care-pages.waiting"), 303)
