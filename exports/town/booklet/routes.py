"""The publisher looks at the atlas to print, and has it made again."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import caller
from config import events, towns
from config.database import reading, transaction
from config.languages import LANGUAGES
from config.pages import render
from exports.booklet import store
from exports.datasets import subjects

FOLDER = "exports/town/booklet"

booklet = Blueprint("town-booklet", __name__)


@booklet.get("/ville/atlas")
def show() -> str:
    """Say of which releases the atlas is made, and offer it."""
    made = store.made()
    with reading() as session:
        titles = {one.code: one.title for one in subjects.offered(session)}
        stands = bool(made) and store.stands(session, made)
    asked = "asked" in request.args
    return render(
        FOLDER,
        "booklet.html",
        made=made,
        titles=titles,
        stands=stands,
        asked=asked,
        languages=LANGUAGES,
    )


@booklet.post("/ville/atlas")
def make() -> AnyResponse:
    """Have it made of the last releases, in the background."""
    with transaction() as session:
        events.record(session, "booklet.asked", towns.served(), caller().id)
    return redirect(url_for("town-booklet.show", asked=1), 303)
