"""Moderators read their figures by week: what came, how soon it was answered, agreement."""

from flask import Blueprint

from citizen.accounts.access import caller
from config import clock
from config.database import reading
from config.pages import render
from moderation.figures import store
from moderation.figures.rules import SHEET, chart, mondays, weeks, whole
from moderation.readings.rules import SHOWN_FROM

FIGURES = "moderation/figures"

figures = Blueprint("figures", __name__)


@figures.get("/moderation/chiffres")
def show() -> str:
    """Show the last weeks of what I may judge: of all who judge it, never of a person."""
    days = mondays(clock.now())
    with reading() as session:
        found = store.counted(session, caller(), days)
    told = weeks(
        days, {"received": found.received, "waiting": found.waiting}, found.answers, found.readings
    )
    return render(
        FIGURES,
        "figures.html",
        weeks=told,
        whole=whole(told, found.answers),
        work=chart([one.received for one in told], [one.answered for one in told]),
        left=chart([one.waiting for one in told]),
        delay=chart([one.days for one in told], [one.slow_days for one in told]),
        agreement=chart([one.agreement for one in told]),
        sheet=SHEET,
        shown_from=SHOWN_FROM,
    )
