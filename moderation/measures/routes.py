"""Reviewers read again, blindly; the lead reads what that tells of each group."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint as Pages
from flask import redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.form import store as sendings
from citizen.form.rules import one
from citizen.form.schemas import read
from citizen.form.store import thumbnails
from citizen.observations.tables import Observation
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import Blueprint
from moderation.console.rules import OPTIONS, decision
from moderation.console.store import determined
from moderation.decisions.rules import Verdict
from moderation.decisions.schemas import DecisionSchema
from moderation.measures.judging import read_again, waiting
from moderation.measures.schemas import ReadSchema, ToReadListSchema
from moderation.names.matching import proposals as names_for
from moderation.opinions.rules import JUDGING
from moderation.readings import store
from moderation.readings.tables import SecondReading

MEASURES = "moderation/measures"
OFFERED = {name: option for name, option in OPTIONS.items() if option.verdict in JUDGING}

readings = Blueprint("readings", __name__, url_prefix="/api/v1/readings", description="Readings")
measures = Pages("measures", __name__)


@readings.get("")
@readings.response(200, ToReadListSchema)
def to_read() -> Mapping[str, Any]:
    """List what I may read again, without what was held of it."""
    with reading() as session:
        items = [_told(session, each) for each in store.waiting(session, caller())]
    return {"items": items, "next": None}


def _told(session: Session, each: SecondReading) -> dict[str, Any]:
    found = session.get_one(Observation, each.observation_id)
    photos = thumbnails(session, [found.id])
    return {
        "uuid": each.uuid,
        "protocol": found.protocol,
        "observed_at": found.observed_text,
        "cited_name": found.cited_name,
        "cd_nom": found.cd_nom,
        "answers": found.answers,
        "comment": found.comment,
        "photos": [f"/photos/{photo}-1024.jpg" for photo in photos.values()],
    }


@readings.post("/<uuid:uuid>")
@readings.arguments(DecisionSchema)
@readings.response(201, ReadSchema)
def take(given: Verdict, uuid: UUID) -> SecondReading:
    """Say what I hold of a record, without having seen what others held."""
    with transaction() as session:
        return read_again(session, uuid, given, caller())


@measures.get("/moderation/relectures")
def listed() -> str:
    """Show how many second readings wait, and lead to the first one."""
    with reading() as session:
        found = store.waiting(session, caller())
    done = request.args.get("done", "")
    return render(MEASURES, "readings.html", found=found, protocols=PROTOCOLS, done=done)


@measures.get("/moderation/relectures/<uuid:uuid>")
def show(uuid: UUID) -> str:
    """Show what an author sent, and nothing of what was held of it."""
    return page(uuid, {})


def page(uuid: UUID, filled: Mapping[str, list[str]], refusal: Problem | None = None) -> str:
    with reading() as session:
        _, found = waiting(session, uuid, caller())
        known = sendings.whole(session, found)
        outline = sendings.town_rings(session)
        named = names_for(session, one(filled, "name") or found.cited_name)
    return render(
        MEASURES, "reading.html", **known, uuid=uuid, rings=outline, options=OFFERED,
        candidates=named.taxa, filled=filled, refusal=refusal, protocols=PROTOCOLS,
    )  # fmt: skip


@measures.post("/moderation/relectures/<uuid:uuid>")
def decide(uuid: UUID) -> str | Response:
    """Keep what a second reader holds, then show the next."""
    filled = request.form.to_dict(flat=False)
    try:
        with transaction() as session:
            told = decision(filled, determined(session, filled), one(filled, "comment"))
            read_again(session, uuid, read(DecisionSchema(), told), caller())
            following = store.waiting(session, caller(), 1)
    except Problem as refusal:
        if refusal.kind.code != "invalid-content":
            raise
        return page(uuid, filled, refusal)
    if following:
        return redirect(url_for("measures.show", uuid=following[0].uuid), 303)
    return redirect(url_for("measures.listed", done="yes"), 303)


@measures.get("/moderation/mesures")
def figures() -> str:
    """Show the lead how each group of reviewers is measured, and never a person."""
    with reading() as session:
        found = store.by_organisation(session)
        automatic = store.automatic(session)
        published = {code: store.published(session, code) for code in PROTOCOLS}
    return render(
        MEASURES, "measures.html", found=found, published=published, automatic=automatic,
        protocols=PROTOCOLS,
    )  # fmt: skip
