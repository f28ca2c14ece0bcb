"""A town sees whether all is well: backups, what waits, what failed, the room that is left."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, redirect, url_for
from werkzeug import Response

from config import clock, events, files
from config.database import reading, transaction
from config.operation import last_backup
from config.pages import render
from exports.metrics import store

health_page = Blueprint("town-health", __name__)
SOON = timedelta(days=7)  # a backup that is older is asked for
LATE_S = 600  # of an event that should have been dealt with within seconds


@health_page.get("/ville/sante")
def show() -> str:
    """Show what is well, what is not, and what to do about it."""
    with reading() as session:
        figures, letters = store.Counter(session, {}).figures(), events.dead(session)
    return render(
        "exports/metrics", "health.html",
        figures=figures, letters=letters, late_s=LATE_S, least=files.LEAST_FREE, **_backup(),
    )  # fmt: skip


@health_page.post("/ville/sante/relance")
def again() -> Response:
    """Give what failed for good five new tries."""
    with transaction() as session:
        events.replay(session)
    return redirect(url_for("town-health.show"), 303)


def _backup() -> dict[str, Any]:
    told = last_backup(Path(current_app.config["BRINDILLE_HOME"]).resolve())
    made = datetime.fromisoformat(told["made_at"]) if told else None
    is_old = made is None or clock.now() - made > SOON
    return {"made": made, "bytes": told.get("bytes", 0), "is_old": is_old}
