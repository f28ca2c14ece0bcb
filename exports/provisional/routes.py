"""The town shows grey points of what waits, or shows none."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from config.database import reading, transaction
from config.pages import render
from config.protocols import PROTOCOLS
from exports.provisional import store

FOLDER = "exports/provisional"

provisional = Blueprint("provisional", __name__)


@provisional.get("/ville/points-gris")
def ask() -> str:
    """Say what grey points tell, and whether they are shown."""
    with reading() as session:
        is_shown = store.is_shown(session)
    asked = [one for one in PROTOCOLS.values() if one.provisional]
    done = "done" in request.args
    return render(FOLDER, "choice.html", is_shown=is_shown, protocols=asked, done=done)


@provisional.post("/ville/points-gris")
def choose() -> Response:
    """Show them from now on, or cease to."""
    with transaction() as session:
        store.choose(session, caller().id, is_shown=request.form.get("shown") == "1")
    return redirect(url_for("provisional.ask", done=1), 303)
