"""End one's letters from a letter, in one press or one click of a mail program (RFC 8058)."""

from uuid import UUID

from flask import Blueprint, Response, make_response

from citizen.letters import store
from citizen.letters.rules import stopping
from citizen.letters.tables import LetterChoice
from config import signing
from config.database import transaction
from config.pages import render
from config.problems import Problem

FOLDER = "citizen/letters"

letters = Blueprint("letters", __name__, url_prefix="/lettres")


@letters.get("/<uuid:uuid>/<string:secret>")
def ask(uuid: UUID, secret: str) -> Response:
    """Ask for a press: a mail scanner that opens the link ends nothing."""
    prove(uuid, secret)
    return page("ask.html")


def prove(account: UUID, proof: str) -> None:
    if not signing.is_signature(stopping(account), proof):
        raise Problem("not-found")


def page(template: str) -> Response:
    response = make_response(render(FOLDER, template))
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@letters.post("/<uuid:uuid>/<string:secret>")
def stop(uuid: UUID, secret: str) -> Response:
    """End the letters of an account, but those that answer it; done twice, it is done."""
    prove(uuid, secret)
    with transaction() as session:
        found = store.of_uuid(session, uuid)
        if found is not None:
            chosen: LetterChoice = store.chosen(session, found.id)
            chosen.wants_letters = False
    return page("done.html")
