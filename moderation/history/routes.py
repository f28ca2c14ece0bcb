"""Moderators read back what was decided within their scope: who, when, from what to what."""

from flask import Blueprint, request, url_for

from citizen.accounts.access import caller
from config.database import reading
from config.pages import render
from config.protocols import PROTOCOLS
from moderation.history.decided import store

HISTORY = "moderation/history"
PAGE = 50  # decisions on a page
LONGEST = 9  # digits of a row

history = Blueprint("history", __name__)


@history.get("/moderation/historique")
def show() -> str:
    """Show the decisions on what I may judge, the newest first."""
    told = request.args.get("before", "")
    before = int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST else None
    with reading() as session:
        found = store.lately(session, caller(), before, PAGE)
    last = found[-1].number if len(found) == PAGE else None
    return render(
        HISTORY,
        "history.html",
        found=found,
        protocols=PROTOCOLS,
        first=url_for("history.show") if before else None,
        following=url_for("history.show", before=last) if last else None,
    )
