"""Moderators see their team and say when they are away; the lead notes it for others."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.accounts.tables import Account
from citizen.form.rules import Filled, one
from config import clock
from config.database import Session, reading, transaction
from config.languages import words
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import language
from moderation.routing.absences import store
from moderation.routing.absences.access import is_lead, refuse_others
from moderation.routing.absences.rules import Days, days

FOLDER = "moderation/routing/absences"

team = Blueprint("team", __name__)


@team.get("/moderation/equipe")
def show() -> str:
    """Show who judges what, how much waits for them, and who is away."""
    return page({})


def page(filled: Filled, refusal: Problem | None = None) -> str:
    with reading() as session:
        known = store.team(session)
    return render(
        FOLDER,
        "team.html",
        team=known,
        said=titles,
        is_lead=is_lead(caller()),
        me=caller().id,
        mine=caller().organisations(),  # in a macro, `caller` would be Jinja's own
        today=clock.now().date(),
        filled=filled,
        wrong=[fault.pointer for fault in refusal.faults] if refusal else [],
        done=request.args.get("done", ""),
    )


def titles(codes: Sequence[str]) -> list[str]:
    """Name protocols as people know them."""
    known = {code: words(one.title, language()) for code, one in PROTOCOLS.items()}
    return [known.get(code, code) for code in codes]


@team.post("/moderation/equipe/absences")
def note() -> Response | tuple[str, int]:
    """Note an absence: one's own, or as the lead anybody's."""
    filled = request.form.to_dict(flat=False)
    try:
        told = days(filled, clock.now().date())
        if not isinstance(told, Days):
            raise Problem("invalid-content", faults=told)
        with transaction() as session:
            store.note(session, absent(session, one(filled, "who")), told, caller())
    except Problem as refusal:
        if refusal.kind.code != "invalid-content":
            raise
        return page(filled, refusal), refusal.kind.status
    return redirect(url_for("team.show", done="noted"), 303)


def absent(session: Session, who: str) -> Account | str:
    """Find who is meant: oneself, somebody, or a whole association by its name."""
    kind, _, told = who.partition(":")
    if kind == "organisation" and store.is_known(session, told):
        refuse_others(caller(), None, told)
        return told
    found = store.person(session, uuid_of(told)) if kind == "person" else None
    if found is None:
        raise Problem("not-found")
    refuse_others(caller(), found.id, "")
    return found


def uuid_of(told: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        raise Problem("not-found") from None


@team.post("/moderation/equipe/absences/<uuid:uuid>/fin")
def end(uuid: UUID) -> Response:
    """End an absence: they are here again."""
    with transaction() as session:
        found = store.of_uuid(session, uuid)
        if found is None:
            raise Problem("not-found")
        refuse_others(caller(), found.account_id, found.organisation)
        store.end(session, found, caller())
    return redirect(url_for("team.show", done="ended"), 303)


@team.post("/moderation/equipe/depart")
def let_go() -> Response:
    """Let somebody, or a whole association, go: what waits for them goes to others."""
    filled: dict[str, Any] = request.form.to_dict(flat=False)
    organisation, person = one(filled, "organisation"), one(filled, "person")
    with transaction() as session:
        who = store.person(session, uuid_of(person)) if person else None
        if (person and who is None) or not store.is_known(session, organisation):
            raise Problem("not-found")
        store.let_go(session, organisation, who, caller())
    return redirect(url_for("team.show", done="left"), 303)
