"""The lead reads the rules of routing, tries others on what waits, puts them in force."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from config import arranging
from config.database import reading
from config.languages import LANGUAGES
from config.pages import render
from config.problems import Problem, told
from config.protocols import PROTOCOLS
from config.web import language
from moderation.routing import store
from moderation.routing.adopting.fields import store as fields
from moderation.routing.adopting.fields.rules import BLANK
from moderation.routing.adopting.fields.store import Sheet
from moderation.routing.adopting.intake import FILE, HOME_FILE, Plan, adopt, plan

FOLDER = "moderation/routing/adopting"
TOLD_AGAIN = {"invalid-content", "stale-version"}
LEVELS = ("1", "2", "3", "4")  # of sensitivity, SINP

routing_rules = Blueprint("routing-rules", __name__)


@routing_rules.get("/moderation/aiguillage")
def show() -> str:
    """Show the rules in force, those before, and the form that changes them."""
    return page({})


def page(
    filled: Filled,
    refusal: Problem | None = None,
    planned: Plan | None = None,
    sheet: Sheet | None = None,
) -> str:
    """The page; sheet: the rows of its form as they were filled, else those of the text."""
    with reading() as session:
        versions = store.versions(session)
        last = versions[0][0] if versions else None
        text = one(filled, "text") or (last.text if last else "")
        sheet = sheet or fields.shown(session, text)
        offered = fields.offered(session)
    known: dict[str, Any] = {
        "versions": versions,
        "number": last.number if last else 0,
        "written": text,
        "sheet": sheet,
        **offered,
        "levels": LEVELS,
        "languages": LANGUAGES,
        "planned": planned,
        "protocols": PROTOCOLS,
        "file": FILE,
        "stale": refusal is not None and refusal.kind.code == "stale-version",
        "wrong": [told(fault, language()) for fault in refusal.faults] if refusal else [],
        "is_text": "do" in filled,
        "done": request.args.get("done", ""),
    }
    return render(FOLDER, "rules.html", **known)


@routing_rules.post("/moderation/aiguillage")
def change() -> Response | tuple[str, int] | str:
    """Arrange rules, try them on what waits, or put them in force, as the button says."""
    filled = request.form.to_dict(flat=False)
    if "arrange" in filled:
        return by_fields(filled, one(filled, "arrange"))
    return settled(filled, one(filled, "text"), one(filled, "do"))


def by_fields(filled: Filled, asked: str) -> Response | tuple[str, int] | str:
    """Move a rule, or read the rules of the form as the text would tell them."""
    order = (arranging.rows(filled, "order") or [{}])[0]
    sheet = Sheet(arranging.rows(filled, "rule"), order)
    rows = arranging.arranged(sheet.rows, asked, BLANK)
    if rows is not None:
        return page({}, sheet=Sheet(rows, order))
    with reading() as session:
        text, faults = fields.written(session, sheet)
    if faults:
        refusal = Problem("invalid-content", faults=faults)
        return page({}, refusal, sheet=sheet), refusal.kind.status
    return settled({"text": [text], "seen": [one(filled, "seen")]}, text, asked, sheet)


def settled(
    filled: Filled, text: str, asked: str, sheet: Sheet | None = None
) -> Response | tuple[str, int] | str:
    """Try rules on what waits, or put them in force; what was typed is kept where they cannot."""
    written = text.replace("\r\n", "\n").strip() + "\n"
    try:
        if asked != "adopt":
            with reading() as session:
                planned = plan(session, written)
            return page(filled, planned=planned)
        adopt(written, caller().id, seen(one(filled, "seen")))
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return page(filled, refusal, sheet=sheet), refusal.kind.status
    HOME_FILE.write(written)
    return redirect(url_for("routing-rules.show", done="adopted"), 303)


def seen(written: str) -> int:
    """The version the page showed; none of ours is none that is in force."""
    return int(written) if written.isdecimal() and len(written) < 9 else -1
