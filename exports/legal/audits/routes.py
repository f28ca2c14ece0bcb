"""The town declares the audit of accessibility it had made; every page says what follows."""

from flask import Blueprint, g, make_response, redirect, request, url_for
from werkzeug import Response as Answer

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from citizen.form.words import worded
from config.database import transaction
from config.pages import asks_for_a_page, render
from config.problems import Problem
from exports.legal.audits import intake, rules, store
from exports.legal.audits.rules import Audit, Declared

FOLDER = "exports/legal/audits"

audits = Blueprint("audits", __name__)


@audits.app_context_processor
def told() -> dict[str, object]:
    """Let the foot of pages say how accessible they are declared to be."""
    return {"accessible": state}


def state() -> str:
    """What every page says at its foot; one that tells a fault of ours asks nothing."""
    declared = store.known() if g.get("fault_of_ours") else store.remembered()
    return rules.state(declared.audit, intake.today())


@audits.get("/ville/accessibilite")
def show() -> str:
    """Show the audit that is declared, and what follows of it."""
    return page(typed_of(store.present()))


@audits.post("/ville/accessibilite")
def keep() -> Answer:
    """Declare an audit, unless another clerk declared one meanwhile."""
    filled = request.form.to_dict(flat=False)
    try:
        changed(filled, intake.read(filled))
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content", "stale-version"} or not asks_for_a_page():
            raise
        return make_response(page(filled, refusal), refusal.kind.status)
    return redirect(url_for("audits.show", done="kept"), 303)


@audits.post("/ville/accessibilite/retrait")
def remove() -> Answer:
    """Declare no audit any more."""
    changed(request.form.to_dict(flat=False), None)
    return redirect(url_for("audits.show", done="removed"), 303)


def changed(filled: Filled, audit: Audit | None) -> None:
    with transaction() as session:
        if not store.change(session, caller().id, audit, one(filled, "version")):
            raise Problem("stale-version")
    store.present()


def typed_of(declared: Declared) -> dict[str, list[str]]:
    version, audit = {"version": [str(declared.version)]}, declared.audit
    if audit is None:
        return version
    told = {"on": audit.on.isoformat(), "by": audit.by, "rate": f"{audit.rate}"}
    told |= {"grid": audit.grid, "failing": "\n".join(audit.failing)}
    return {name: [value] for name, value in told.items()} | version


def page(filled: Filled, refusal: Problem | None = None) -> str:
    """The form, its faults beside their fields, and what is declared today."""
    kept = store.present().audit
    wrong = {one.pointer.strip("/"): worded(one) for one in (refusal.faults if refusal else ())}
    return render(
        FOLDER,
        "audit.html",
        filled=filled,
        refusal=refusal,
        wrong=wrong,
        kept=kept,
        state=rules.state(kept, intake.today()),
        holds=kept is not None and kept.holds(intake.today()),
        done=request.args.get("done", ""),
    )
