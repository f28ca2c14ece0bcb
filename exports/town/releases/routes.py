"""The town looks at the releases of a dataset, compares them and takes some back."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import caller
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from exports.datasets import store, subjects
from exports.datasets.reissuing.intake import Wanted, exposures, reissue
from exports.datasets.reissuing.rules import REASONS, counted, is_grave
from exports.town.releases.rules import Asked, asked, pair
from exports.town.releases.store import compared

FOLDER = "exports/town/releases"

releases = Blueprint("town-releases", __name__)


@releases.get("/ville/publications/<dataset>")
def listed(dataset: str) -> str:
    """Show the releases of a dataset: what each shows too much, and two of them compared."""
    return page(dataset)


def page(dataset: str, refusal: Problem | None = None, filled: Asked | None = None) -> str:
    with reading() as session:
        about = subjects.ever(session, dataset)
        found = exposures(session, about)
        known = store.told(session, about.code)
        numbers = [one.number for one in known]
        chosen = pair(request.args.get("de", ""), request.args.get("a", ""), numbers)
        difference = compared(known, chosen) if about.protocol.publication == "records" else None
    counts = {number: counted(one) for number, one in found.items()}
    return render(
        FOLDER,
        "releases.html",
        about=about,
        known=known,
        counts=counts,
        grave=[number for number, one in counts.items() if is_grave(one)],
        reasons=REASONS,
        chosen=chosen,
        difference=difference,
        refusal=refusal,
        filled=filled,
        done=request.args.get("done", ""),
    )


@releases.post("/ville/publications/<dataset>")
def take_back(dataset: str) -> AnyResponse | tuple[str, int]:
    """Take the releases that were ticked back; the one to take instead is built if it must be."""
    filled = asked(request.form.getlist("release"), request.form)
    try:
        if not filled.releases or filled.reason not in REASONS:
            raise Problem("invalid-content")
        with transaction() as session:
            about = subjects.ever(session, dataset)
            wanted = Wanted(filled.releases, filled.reason, filled.words)
            instead = reissue(session, about, wanted, caller().id).number
    except Problem as refusal:
        if refusal.kind.code == "unknown-dataset":
            raise
        return page(dataset, refusal, filled), refusal.kind.status
    return redirect(url_for("town-releases.listed", dataset=dataset, done=instead), 303)
