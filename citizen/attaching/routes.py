"""Claim an address, then prove it by the link of a letter: a click confirms, opening does not."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint as Pages
from flask import Response, make_response, redirect, request

from citizen.accounts import store as accounts
from citizen.accounts.access import COOKIE, asking, caller, refuse_foreign_form
from citizen.accounts.rules import plausible_email
from citizen.attaching import store
from citizen.attaching.rules import CLAIM_LASTS, typed
from citizen.attaching.schemas import ClaimedSchema, EmailSchema
from citizen.sign_in.routes import discreet, give_session
from config.database import reading, transaction
from config.pages import render
from config.places import Fault
from config.problems import Problem
from config.web import Blueprint

FOLDER = "citizen/attaching"
MINUTES = int(CLAIM_LASTS.total_seconds() // 60)

attaching = Blueprint("attaching", __name__, url_prefix="/api/v1/me", description="Who is asking")
addresses_pages = Pages("attaching-pages", __name__, url_prefix="/mon-compte/adresse")


@attaching.post("/email")
@attaching.arguments(EmailSchema)
@attaching.response(202, ClaimedSchema)
def claim(told: Mapping[str, str]) -> dict[str, Any]:
    """Have a link sent to an address, to attach it to this account; show the code meanwhile."""
    with transaction() as session:
        code = store.claim(session, caller().id, told["email"].strip())
    return {"code": code, "minutes": MINUTES}


@addresses_pages.post("")
def ask() -> str:
    """Have the link sent from the page of the account; the answer is the same for any address."""
    email = request.form.get("email", "").strip()
    if not plausible_email(email):
        raise Problem("invalid-content", faults=[Fault("/email", "not-email")])
    with transaction() as session:
        code = store.claim(session, caller().id, email)
    return render(FOLDER, "sent.html", email=email, code=code, minutes=MINUTES)


@addresses_pages.get("/<secret>")
def follow(secret: str) -> Response:
    """Open the link of a letter: nothing happens before a click, mail scanners open it too."""
    with reading() as session:
        found = store.open_claim(session, secret)
        is_here = is_from_here(found.account_id)
    return discreet(make_response(render(FOLDER, "follow.html", is_here=is_here, wrong=False)))


@addresses_pages.post("/<secret>")
def prove(secret: str) -> Response:
    """Attach the address, or join the phone to the person who has it, then sign them in here."""
    refuse_foreign_form()
    with transaction() as session:
        found = store.open_claim(session, secret)
        is_proved = is_from_here(found.account_id) or store.is_code_of(
            found, typed(request.form.get("code", ""))
        )
        opened = sign_in_as(session, store.settle(session, found)) if is_proved else ""
    if not is_proved:
        page = render(FOLDER, "follow.html", is_here=False, wrong=True)
        return discreet(make_response(page, 422))
    return give_session(make_response(redirect("/mon-compte", 303)), opened)


def is_from_here(account: int) -> bool:
    """Whether this browser is the one that claimed the address: then it needs no code."""
    known = asking()
    return known is not None and known.id == account


def sign_in_as(session: Any, person: int) -> str:
    accounts.end_session(session, request.cookies.get(COOKIE, ""))
    return accounts.new_session(session, person)
