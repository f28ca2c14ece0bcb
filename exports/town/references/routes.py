"""The town sees on which reference data its records stand, and how to renew each."""

from flask import Blueprint

from config.database import reading
from config.pages import render
from exports.town.references import store

references = Blueprint("references", __name__)


@references.get("/ville/references")
def listed() -> str:
    """Show which edition of each kind of reference data is in force."""
    with reading() as session:
        found = store.references(session)
    return render("exports/town/references", "references.html", references=found)
