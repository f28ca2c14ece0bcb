"""The town sees what is ready and publishes it, without knowing anything of maps."""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from exports.datasets import subjects
from exports.datasets.declared.rules import RHYTHMS, tag
from exports.datasets.declared.sense import rhythms
from exports.datasets.making import intake
from exports.datasets.planning import planned
from exports.datasets.routes import ask
from exports.town import store

TOWN = "exports/town"

town = Blueprint("town", __name__)


@town.get("/ville")
def overview() -> str:
    """Show, dataset by dataset, what is out, what is ready and what is being built."""
    return overviewed()


def overviewed(refusal: Problem | None = None) -> str:
    with reading() as session:
        offered = subjects.offered(session)
    plans = {one.code: planned(one.code) for one in offered}
    with reading() as session:
        standings = [store.standing(session, one, plans[one.code]) for one in offered]
        waiting, failed = store.works(session)
    return render(
        TOWN,
        "overview.html",
        standings=standings,
        waiting=waiting,
        failed=failed,
        refusal=refusal,
        tag=tag,
        rhythms=rhythms,
    )


@town.post("/ville/<dataset>")
def publish(dataset: str) -> AnyResponse:
    """Ask for the next release of a dataset; it is built at once, in the background."""
    try:
        ask(dataset)
    except Problem as refusal:
        if refusal.kind.code not in {"release-running", "dataset-retired"}:
            raise
        return make_response(overviewed(refusal), refusal.kind.status)
    return redirect(url_for("town.overview") + f"#{dataset}", 303)


@town.post("/ville/<dataset>/rythme")
def keep_rhythm(dataset: str) -> AnyResponse:
    """Say how often a dataset is published by itself, or that it is not."""
    told = request.form
    try:
        if told.get("rhythm") not in RHYTHMS:
            raise Problem("bad-request")
        with transaction() as session:
            changed = {"rhythm": told["rhythm"], "automatic": "automatic" in told}
            intake.change(
                session, subjects.known(session, dataset).code, {told.get("version", "")}, changed
            )
    except Problem as refusal:
        if refusal.kind.code not in {"stale-version", "invalid-content"}:
            raise
        return make_response(overviewed(refusal), refusal.kind.status)
    return redirect(url_for("town.overview") + f"#{dataset}", 303)
