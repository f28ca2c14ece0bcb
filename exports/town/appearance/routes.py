"""A clerk chooses the town's colour and logo, by day and by night, without a word of code."""

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug import Response as Answer

from citizen.accounts.access import caller
from citizen.appearance import rules
from citizen.appearance.routes import present
from citizen.appearance.rules import Look
from citizen.form.rules import Filled, one
from citizen.form.words import worded
from config.pages import asks_for_a_page, render
from config.places import Fault
from config.problems import Problem
from exports.town.appearance import intake

FOLDER = "exports/town/appearance"

appearance = Blueprint("town-appearance", __name__)


@appearance.get("/ville/apparence")
def show() -> str | tuple[str, int]:
    """Show the looks of the town, or those that a colour asked for would give."""
    filled = typed_of(present())
    asked = request.args.get("couleur")
    if asked is None:
        return page(filled)
    wrong = rules.colour_of(asked)
    if isinstance(wrong, Fault):
        refusal = Problem("invalid-content", faults=[wrong])
        return page(filled, refusal), refusal.kind.status
    return page(filled | {"colour": [asked]})


@appearance.get("/ville/apparence/essai.css")
def attempt() -> Response:
    """Give the sheet of the preview: the town's tokens by day and by night, each in its frame."""
    colour = rules.colour_of(request.args.get("couleur", ""))
    if isinstance(colour, Fault):
        raise Problem("invalid-content", faults=[colour])
    response = Response(rules.preview(colour), mimetype="text/css")
    response.headers["Cache-Control"] = "no-cache"
    return response


@appearance.post("/ville/apparence")
def keep() -> Answer | str:
    """Keep what was chosen, or only show it, unless another clerk chose otherwise meanwhile."""
    filled, before = request.form.to_dict(flat=False), present()
    try:
        if one(filled, "do") == "look":
            return page(filled, looked(filled))
        intake.seen(filled, before)
        sent = request.files.get("logo")
        chosen = intake.read(filled, sent.stream.read() if sent else b"", before)
        intake.keep(chosen, before, caller().id)
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content", "stale-version"} or not asks_for_a_page():
            raise
        return make_response(page(filled, refusal), refusal.kind.status)
    return redirect(url_for("town-appearance.show", done="kept"), 303)


@appearance.post("/ville/apparence/logo/retrait")
def remove() -> Answer:
    """Show the town's logo no more, and forget its file."""
    before = present()
    intake.seen(request.form.to_dict(flat=False), before)
    intake.keep(before._replace(logo=None), before, caller().id)
    return redirect(url_for("town-appearance.show", done="removed"), 303)


def looked(filled: Filled) -> Problem | None:
    """What is wrong with a colour that is only looked at."""
    wrong = rules.colour_of(one(filled, "colour"))
    return Problem("invalid-content", faults=[wrong]) if isinstance(wrong, Fault) else None


def typed_of(look: Look) -> dict[str, list[str]]:
    return {
        "colour": [f"#{look.colour}" if look.colour else ""],
        "logo_alt": [look.logo.alt if look.logo else ""],
        "version": [str(look.version)],
    }


def page(filled: Filled, refusal: Problem | None = None) -> str:
    """The form, its faults beside their fields, and what its colour would give."""
    wrong = {one.pointer.strip("/"): worded(one) for one in (refusal.faults if refusal else ())}
    colour = rules.colour_of(one(filled, "colour"))
    colour = "" if isinstance(colour, Fault) else colour
    return render(
        FOLDER,
        "appearance.html",
        filled=filled,
        refusal=refusal,
        wrong=wrong,
        colour=colour,
        made=rules.derived(colour) if colour else None,
        kept=present(),
        most=rules.MAX_ALT,
        done=request.args.get("done", ""),
    )
