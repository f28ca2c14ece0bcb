"""The town looks at what it is about to publish, then publishes with one button."""

from flask import Blueprint

from config.database import reading
from config.pages import render
from exports.datasets import subjects
from exports.pushing.rules import TAKEN
from exports.sinp_checks.reading import said
from exports.town.publishing import store
from exports.town.publishing.rules import Warned, lacking
from exports.town.store import Standing, standing

FOLDER = "exports/town/publishing"

publishing = Blueprint("town-publishing", __name__)


@publishing.get("/ville/publier/<dataset>")
def prepare(dataset: str) -> str:
    """Show what the next release would hold, how each file shows it, and what to mend before."""
    with reading() as session:
        about = subjects.known(session, dataset)
        look = store.look(session, about)
        stands = standing(session, about, look.counted)
        kept_back = store.kept_back(session, about, stands.plan.total)
        warned = warnings(look, stands)
    return render(
        FOLDER,
        "prepare.html",
        about=about,
        one=stands,
        look=look,
        dataset=look.dataset,
        kept_back=kept_back,
        warned=warned,
        said=said,
        sent=[one.file for one in look.outlets if one.file.rpartition(".")[2] in TAKEN],
    )


def warnings(look: store.Look, stands: Standing) -> list[Warned]:
    """All that should be looked at first, the gravest first."""
    code = look.dataset.code
    found = [Warned("raised", f"/ville/publications/{code}", stands.raised)]
    if look.dataset.protocol.speaks("dwc"):
        found.append(Warned("unnamed", "/moderation/noms", look.tally.unnamed))
    return [*(one for one in found if one.number), *lacking(look.dataset)]
