"""A person closes their account: told beforehand what each choice does, asked twice in a page."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint as Pages
from flask import Response, make_response, request

from citizen.accounts.access import COOKIE, HOLDER, caller, forget
from citizen.accounts.rules import Caller
from citizen.leaving import store
from citizen.leaving.rules import CHOICES, Sent, outcome
from citizen.leaving.schemas import ChoiceSchema, DepartureSchema
from config.database import reading, transaction
from config.languages import say
from config.pages import render
from config.problems import Problem
from config.web import Blueprint, language

FOLDER = "citizen/leaving"

leaving = Blueprint("leaving", __name__, url_prefix="/api/v1/me", description="Who is asking")
leaving_pages = Pages("leaving-pages", __name__)


@leaving.get("/departure")
@leaving.response(200, DepartureSchema)
def preview() -> dict[str, Any]:
    """Say beforehand what each way of closing my account does, and what published files keep."""
    sent = counted()
    return {
        **sent._asdict(),
        "choices": [outcome(choice, sent) for choice in CHOICES],
        "published_files": say(FOLDER, "published", language()),
    }


@leaving.delete("")
@leaving.arguments(ChoiceSchema, location="query")
@leaving.response(204)
def leave(query: Mapping[str, str]) -> Response:
    """Close my account: what I sent is kept, made anonymous or withdrawn, as I choose."""
    who = still_here()
    if who is not None:
        close(who, query["observations"])
    return without_cookie(Response(status=204))


def still_here() -> Caller | None:
    """Who asks to leave; nobody when they left already and their last request came again."""
    try:
        return caller()
    except Problem:
        secret = request.headers.get("Authorization", "").partition(" ")[2].strip()
        with reading() as session:
            if secret and store.has_left(session, secret):
                return None
        raise


def close(who: Caller, choice: str) -> None:
    with transaction() as session:
        store.close(session, who.id, choice)
    forget()


def counted() -> Sent:
    with reading() as session:
        return store.counted(session, caller().id)


def without_cookie(response: Response) -> Response:
    response.delete_cookie(COOKIE)
    response.delete_cookie(HOLDER)
    return response


@leaving_pages.get("/mon-compte/depart")
def ask() -> str:
    """Show what each choice does, before anything is done."""
    sent = counted()
    told = {choice: outcome(choice, sent) for choice in CHOICES}
    moderates = caller().may("moderator") or caller().may("publisher")
    return render(FOLDER, "ask.html", sent=sent, choices=told, moderates=moderates)


@leaving_pages.post("/mon-compte/depart")
def confirm() -> Response | tuple[Response, int]:
    """Ask once more, then close the account."""
    choice = request.form.get("observations", "")
    if choice not in CHOICES:
        return make_response(ask()), 422
    if "sure" not in request.form:
        told = outcome(choice, counted())
        return make_response(render(FOLDER, "confirm.html", told=told))
    close(caller(), choice)
    return without_cookie(make_response(render(FOLDER, "done.html", choice=choice)))
