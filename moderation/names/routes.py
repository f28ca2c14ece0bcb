"""Moderators match a name that nobody could match, once for all the observations that cite it."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.form.rules import Filled, number, one
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.web import row_after
from moderation.names import store
from moderation.names.matching import chosen, match, proposals, take_in
from moderation.names.taken_in.store import taken_in
from reference.ornamentals.rules import NATURALITIES

NAMES = "moderation/names"

names = Blueprint("names", __name__)


@names.get("/moderation/noms")
def unmatched() -> str:
    """List the names that stand for nothing yet, most cited first, with what they may be."""
    return listed({})


def listed(filled: Filled, refusal: Problem | None = None) -> str:
    with reading() as session:
        found = store.unmatched(session, caller())
        moved, bred = store.renamed(session, caller()), taken_in(session, caller())
        shown = [(name, proposals(session, name.spellings[0])) for name in found[: store.PAGE]]
    return render(
        NAMES,
        "names.html",
        names=shown,
        others=len(found) - len(shown),
        renamed=moved,
        taken_in=bred,
        matched=row_after(request.args.get("matched")),
        naturalities=NATURALITIES,
        filled=filled,
        refusal=refusal,
    )


@names.post("/moderation/noms")
def match_all() -> Response | tuple[str, int]:
    """Match a name for all the observations that cite it and that I may decide on."""
    filled = request.form.to_dict(flat=False)
    try:
        with transaction() as session:
            count = _matched(session, filled)
    except Problem as refusal:
        if refusal.kind.code != "invalid-content":
            raise
        return listed(filled, refusal), refusal.kind.status
    return redirect(url_for("names.unmatched", matched=count), 303)


def _matched(session: Session, filled: Filled) -> int:
    if ornamental := one(filled, "ornamental"):
        return take_in(session, caller(), number(ornamental))
    return match(session, caller(), one(filled, "written"), chosen(session, filled))
