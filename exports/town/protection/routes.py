"""The town reads the rules that hide places, adds its own and ends them."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from config.database import reading, transaction
from config.pages import render
from config.places import Fault
from config.problems import Problem
from config.templates.filters import fine
from exports.town.protection import store
from exports.town.protection.rules import MONTHS, faults, rule, shown
from moderation.sensitivity.local import store as local
from moderation.sensitivity.sentences import limit

PROTECTION = "exports/town/protection"

protection = Blueprint("protection", __name__)
protection.add_app_template_global(shown, "months_of")


@protection.app_template_global("limit_of")
def limit_of(level: int, spoken: str) -> str:
    """Say how precisely a place may be shown, as a sentence begins."""
    told = limit(level, spoken)
    return fine(told[0].upper() + told[1:], spoken)


@protection.get("/ville/sensibilite")
def listed() -> str:
    """Show what protects places here, and the form that adds to it."""
    return page({})


def page(filled: Filled, refusal: Problem | None = None) -> str:
    with reading() as session:
        known = {
            "national": store.national_list(session),
            "areas": store.places(session),
            "rules": store.rules(session),
            "candidates": store.candidates(session, filled),
        }
    pointers = [fault.pointer for fault in refusal.faults] if refusal else []
    return render(
        PROTECTION,
        "protection.html",
        **known,
        filled=filled,
        wrong=pointers,
        months=MONTHS,
        done=request.args.get("done", ""),
    )


@protection.post("/ville/sensibilite")
def add() -> Response | tuple[str, int]:
    """Add a rule of the town: the observations it touches are hidden in the background."""
    filled = request.form.to_dict(flat=False)
    try:
        with transaction() as session:
            found = store.candidates(session, filled)
            area = store.known_area(session, filled)
            wrong = faults(filled, taxon=len(found) == 1, area=area)
            if wrong:
                raise Problem("invalid-content", faults=wrong)
            local.add(session, rule(filled, found[0]), caller().id)
    except Problem as refusal:
        return told_again(filled, refusal)
    return redirect(url_for("protection.listed", done="added") + "#rules", 303)


@protection.post("/ville/sensibilite/<uuid:uuid>/fin")
def end(uuid: UUID) -> Response | tuple[str, int]:
    """End a rule of the town: it is kept, with its dates."""
    filled = request.form.to_dict(flat=False)
    why = one(filled, "why")
    try:
        if not why or len(why) > 500:
            raise Problem("invalid-content", faults=[Fault(f"/end/{uuid}", "missing")])
        with transaction() as session:
            local.end(session, uuid, caller().id, why)
    except Problem as refusal:
        return told_again(filled, refusal)
    return redirect(url_for("protection.listed", done="ended") + "#rules", 303)


def told_again(filled: Filled, refusal: Problem) -> tuple[str, int]:
    """The page again, all that was typed kept, with what stands in the way."""
    if refusal.kind.code != "invalid-content":
        raise refusal
    return page(filled, refusal), refusal.kind.status
