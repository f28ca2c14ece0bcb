"""Anyone finds every page from the map of the site."""

from flask import Blueprint

from config.pages import render
from exports.plan.rules import GROUPS, key

plan = Blueprint("plan", __name__)


@plan.get("/plan")
def shown() -> str:
    """List the pages that anyone may open."""
    groups = {name: [(path, key(path)) for path in paths] for name, paths in GROUPS.items()}
    return render("exports/plan", "plan.html", groups=groups)
