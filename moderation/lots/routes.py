"""A grid of one taxon: tick, look at a sample one by one, accept the rest, read each result."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request

from citizen.accounts.access import caller
from citizen.form import store as sendings
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import language
from moderation.decisions import grace
from moderation.decisions.access import refuse_stale
from moderation.decisions.judging import judge, to_decide, to_review
from moderation.decisions.rules import CERTAINTIES, Verdict
from moderation.lots import store
from moderation.lots.rules import Chosen, read, to_look_at
from reference.taxa import store as taxa

LOTS = "moderation/lots"

lots = Blueprint("lots", __name__)


@lots.get("/moderation/lots")
def listed() -> str:
    """Show which taxa have many records that wait for me."""
    with reading() as session:
        found = store.lots(session, caller())
    return render(LOTS, "lots.html", lots=found, protocols=PROTOCOLS)


@lots.get("/moderation/lots/<protocol>/<int:cd_nom>")
def grid(protocol: str, cd_nom: int) -> str:
    """Show the records of one taxon together, each to be ticked."""
    with reading() as session:
        items = store.items(session, caller(), protocol, cd_nom)
        taxon = taxa.of_cd_nom(session, cd_nom)
    if taxon is None or protocol not in PROTOCOLS:
        raise Problem("not-found")
    return render(
        LOTS, "grid.html", items=items, taxon=taxon, protocol=protocol, cd_nom=cd_nom,
        protocols=PROTOCOLS,
    )  # fmt: skip


@lots.post("/moderation/lots/<protocol>/<int:cd_nom>")
def accept(protocol: str, cd_nom: int) -> str:
    """Look at the next of the sample; once all of it is confirmed, accept, each by itself."""
    lot, looked = read(request.form.getlist("one")), _looked()
    if request.form.get("not"):
        with reading() as session:
            found = to_review(session, _uuid(request.form["not"]), caller())
        return render(LOTS, "stopped.html", found=found, protocol=protocol, cd_nom=cd_nom)
    if not lot:
        return grid(protocol, cd_nom)
    left = to_look_at(lot, looked, str(caller().uuid))
    if left:
        return _one(lot, left, looked, (protocol, cd_nom))
    certainty = request.form.get("certainty", CERTAINTIES[0])
    verdict = Verdict("accept", certainty if certainty in CERTAINTIES else CERTAINTIES[0])
    with grace.together(len(lot)):
        results = [_taken(one, verdict) for one in lot]
    return render(LOTS, "results.html", results=results, protocol=protocol, cd_nom=cd_nom)


def _looked() -> set[UUID]:
    return {_uuid(value) for value in request.form.getlist("looked")}


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Problem("bad-request") from None


def _one(lot: list[Chosen], left: list[Chosen], looked: set[UUID], of: tuple[str, int]) -> str:
    """Show one of the sample alone, with all that tells whether it is what it is said to be."""
    with reading() as session:
        found = to_review(session, left[0].uuid, caller())
        known: dict[str, Any] = sendings.whole(session, found)
        outline = sendings.town_rings(session)
    return render(
        LOTS, "sample.html", **known, lot=lot, left=left, looked=looked, rings=outline,
        protocol=of[0], cd_nom=of[1], certainty=request.form.get("certainty", ""),
    )  # fmt: skip


def _taken(one: Chosen, verdict: Verdict) -> dict[str, Any]:
    """Decide on one of a lot as it was seen; what is refused keeps none of the others back."""
    try:
        with transaction() as session:
            found = to_decide(session, one.uuid, caller())
            refuse_stale(session, found, one.seen)
            outcome = judge(session, found, verdict, caller()).outcome
    except Problem as refusal:
        return {"uuid": one.uuid, "problem": refusal.document(language())}
    return {
        "uuid": one.uuid,
        "outcome": outcome.name,
        "title": found.cited_name,
        "day": found.observed_at,
    }
