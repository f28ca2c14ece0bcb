"""The lead reads the rules of routing, tries others on what waits, puts them in force."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from config.database import reading
from config.pages import render
from config.problems import Problem, told
from config.protocols import PROTOCOLS
from config.web import language
from moderation.routing import store
from moderation.routing.adopting.intake import FILE, HOME_FILE, Plan, adopt, plan

FOLDER = "moderation/routing/adopting"
TOLD_AGAIN = {"invalid-content", "stale-version"}

routing_rules = Blueprint("routing-rules", __name__)


@routing_rules.get("/moderation/aiguillage")
def show() -> str:
    """Show the rules in force, those before, and the form that changes them."""
    return page({})


def page(filled: Filled, refusal: Problem | None = None, planned: Plan | None = None) -> str:
    with reading() as session:
        versions = store.versions(session)
    last = versions[0][0] if versions else None
    known: dict[str, Any] = {
        "versions": versions,
        "number": last.number if last else 0,
        "written": one(filled, "text") or (last.text if last else ""),
        "planned": planned,
        "protocols": PROTOCOLS,
        "file": FILE,
        "stale": refusal is not None and refusal.kind.code == "stale-version",
        "wrong": [told(fault, language()) for fault in refusal.faults] if refusal else [],
        "done": request.args.get("done", ""),
    }
    return render(FOLDER, "rules.html", **known)


@routing_rules.post("/moderation/aiguillage")
def change() -> Response | tuple[str, int] | str:
    """Try rules on what waits, or put them in force, as the button says."""
    filled = request.form.to_dict(flat=False)
    written = one(filled, "text").replace("\r\n", "\n").strip() + "\n"
    try:
        if one(filled, "do") != "adopt":
            with reading() as session:
                return page(filled, planned=plan(session, written))
        adopt(written, caller().id, seen(one(filled, "seen")))
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return page(filled, refusal), refusal.kind.status
    HOME_FILE.write(written)
    return redirect(url_for("routing-rules.show", done="adopted"), 303)


def seen(written: str) -> int:
    """The version the page showed; none of ours is none that is in force."""
    return int(written) if written.isdecimal() and len(written) < 9 else -1
