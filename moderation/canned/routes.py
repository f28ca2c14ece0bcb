"""An association looks through its answers, words them its own way, puts some aside, adds some."""

from collections.abc import Sequence
from uuid import uuid4

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.accounts.rules import Caller
from config.database import reading, transaction
from config.languages import LANGUAGES
from config.pages import render
from config.places import Fault
from config.problems import Problem
from moderation.canned import store
from moderation.canned.rules import KEYS, LONGEST, MOST, OWN, VARIABLES, Answer

CANNED = "moderation/canned"

canned = Blueprint("canned", __name__)


@canned.get("/moderation/reponses")
def listed() -> str:
    """Show the answers of my association, to be changed."""
    organisation = chosen(caller())
    with reading() as session:
        answers = store.of(session, organisation)
    return render(
        CANNED,
        "answers.html",
        answers=answers,
        organisation=organisation,
        organisations=sorted(caller().organisations()),
        variables=VARIABLES,
        keys=KEYS,
        longest=LONGEST,
        saved=request.args.get("saved", ""),
    )


@canned.post("/moderation/reponses")
def change() -> Response:
    """Keep one answer as it was worded, or a new one."""
    organisation, by = chosen(caller()), caller()
    with transaction() as session:
        answer = read(store.of(session, organisation))
        store.keep(session, organisation, answer, by.id)
    address = url_for("canned.listed", organisation=organisation, saved=answer.code)
    return redirect(f"{address}#{answer.code}", 303)


def chosen(by: Caller) -> str:
    """The association whose answers are looked at: one of the moderator's own."""
    theirs = sorted(by.organisations())
    asked = request.values.get("organisation", theirs[0] if theirs else "")
    if asked not in theirs:
        raise Problem("not-allowed")
    return asked


def read(known: Sequence[Answer]) -> Answer:
    """The answer a form tells; one without a code is new."""
    code, codes = request.form.get("code", ""), [one.code for one in known]
    if code and code not in codes:
        raise Problem("not-found")
    if not code and len(codes) >= MOST:
        raise Problem("invalid-content", faults=[Fault("/code", "too-long", {"maximum": MOST})])
    said = {name: request.form.get(f"words/{name}", "").strip() for name in LANGUAGES}
    faults = [Fault(f"/words/{name}", "missing") for name, text in said.items() if not text]
    longer = [name for name, text in said.items() if len(text) > LONGEST]
    faults += [Fault(f"/words/{name}", "too-long", {"maximum": LONGEST}) for name in longer]
    if faults:
        raise Problem("invalid-content", faults=faults)
    is_offered, place = bool(request.form.get("offered")), request.form.get("place", "")
    at = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else len(codes) + 1
    return Answer(code or f"{OWN}{uuid4().hex[:12]}", said, is_offered, at)
