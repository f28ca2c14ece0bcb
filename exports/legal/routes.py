"""Anyone reads who publishes, what becomes of personal data, what is accessible and sober."""

from flask import Blueprint, current_app

from citizen.consent.routes import shown
from config import retention
from config.pages import render
from exports.legal import rules
from exports.legal.audits import store as audits
from exports.legal.audits.intake import today
from exports.legal.audits.rules import state

legal = Blueprint("legal", __name__)


def _page(template: str, **values: object) -> str:
    to = rules.contact(current_app.config["CONTACT"])
    return render("exports/legal", template, contact=to, **values)


@legal.get("/mentions")
def notice() -> str:
    """Say who publishes, and what may be reused."""
    return _page("notice.html", host=current_app.config["HOSTED_BY"])


@legal.get("/donnees-personnelles")
def personal_data() -> str:
    """Say what is kept of people, why, for how long, who receives it and what their rights are."""
    called = rules.helpers(current_app.config)
    return _page("personal_data.html", kept=retention.days(), called=called, consent=shown())


@legal.get("/accessibilite")
def accessibility() -> str:
    """Declare how accessible these pages are, after the model of RGAA 4.1."""
    audit = audits.remembered().audit
    return _page(
        "accessibility.html",
        audit=audit,
        holds=audit is not None and audit.holds(today()),
        state=state(audit, today()),
        criteria=rules.CRITERIA,
        failing=rules.NOT_CONFORM,
        unknown=rules.NOT_EVALUATED,
    )


@legal.get("/eco-conception")
def eco_design() -> str:
    """Declare what was done to be sober, and what was measured."""
    return _page(
        "eco_design.html",
        budgets=rules.BUDGETS,
        tiles=rules.helpers(current_app.config).get("tiles", ""),
    )
