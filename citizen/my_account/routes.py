"""A person looks at their account and changes it: name, language, signature, address."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint as Pages
from flask import redirect, request
from werkzeug import Response

from citizen.accounts import store as accounts
from citizen.accounts.access import asking, caller
from citizen.accounts.routes import headers
from citizen.accounts.rules import Caller
from citizen.accounts.schemas import MeSchema
from citizen.accounts.tables import Account
from citizen.form.schemas import read
from citizen.my_account import store
from citizen.my_account.rules import MAX_NAME, chosen
from citizen.my_account.schemas import ChangesSchema, SignatureSchema
from citizen.observations import routes as observations
from citizen.observations.access import own
from citizen.observations.rules import tag
from citizen.observations.schemas import ObservationSchema
from citizen.observations.store import missing_photos
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from config.web import Blueprint

FOLDER = "citizen/my_account"

my_account = Blueprint("my-account", __name__, url_prefix="/api/v1/me", description="Who is asking")
account_pages = Pages("account-pages", __name__)


@my_account.patch("")
@my_account.arguments(ChangesSchema)
@my_account.response(200, MeSchema)
def change(changes: Mapping[str, Any]) -> tuple[Caller, int, Mapping[str, str]]:
    """Change my name or pseudonym, my language, whether I sign; `If-Match` says the version."""
    with transaction() as session:
        store.change(session, caller(), observations.seen(), changes)
        changed = accounts.caller_of(session.get_one(Account, caller().id), caller().scopes)
    return changed, 200, headers(changed)


@my_account.patch("/observations/<uuid:uuid>")
@my_account.arguments(SignatureSchema)
@my_account.response(200, ObservationSchema)
def sign(told: Mapping[str, bool], uuid: UUID) -> observations.Answer:
    """Sign an observation of mine, or take my name off it, even once it is decided."""
    with transaction() as session:
        found = own(session, uuid, caller())
        current = tag(found.uuid, found.version, found.turn)
        if observations.seen() is None:
            raise Problem("version-needed", etag=current)
        if observations.seen() != current:
            raise Problem("stale-version", etag=current)
        store.sign_one(session, found, told["name_published"])
        answer = observations.as_told(found, missing_photos(session, found))
    return answer, 200, observations.headers(found)


@account_pages.get("/mon-compte")
def show(refusal: Problem | None = None) -> str:
    """Show the account of who is here, or explain that none is needed."""
    who = asking()
    if who is None:
        return render(FOLDER, "nobody.html")
    with reading() as session:
        sent = store.counted(session, who.id)
    filled = request.form if refusal else None
    return render(
        FOLDER, "account.html", who=who, sent=sent, refusal=refusal, filled=filled, most=MAX_NAME
    )


@account_pages.post("/mon-compte")
def choose() -> Response | tuple[str, int]:
    """Change the account as its page says; a choice taken again changes nothing."""
    try:
        changes = read(ChangesSchema(), chosen(request.form))
        with transaction() as session:
            account = session.get_one(Account, caller().id, with_for_update=True)
            store.apply(session, account, changes)
    except Problem as refusal:
        return show(refusal), refusal.kind.status
    return redirect("/mon-compte?kept=1", 303)


@account_pages.post("/mes-observations/<uuid:uuid>/signature")
def sign_from_page(uuid: UUID) -> Response:
    """Sign an observation, or take the name off it, from its own page."""
    with transaction() as session:
        found = own(session, uuid, caller())
        store.sign_one(session, found, "name_published" in request.form and bool(caller().name))
    return redirect(f"/mes-observations/{uuid}", 303)
