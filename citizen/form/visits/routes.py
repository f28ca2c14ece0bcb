"""A resident says that what they sent is known already, or that it is another."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.form.rules import one
from citizen.form.visits import store
from citizen.observations import intake
from citizen.observations.access import own
from config import events
from config.database import reading, transaction
from config.problems import Problem

visits = Blueprint("visits", __name__)


@visits.post("/observer/envoi/<uuid:uuid>/deja-connu")
def known(uuid: UUID) -> Response:
    """Make what was sent a visit of what the author points at, or note that it is another."""
    try:
        of = UUID(one(request.form.to_dict(flat=False), "of"))
    except ValueError:
        return apart(uuid)
    with reading() as session:
        found = own(session, uuid, caller())
        sent = replace(store.said(found), of=of)
    examined = intake.examined(sent)
    with transaction() as session:
        found = own(session, uuid, caller())
        if found.of != of:
            intake.hold(session, found)
            intake.correct(session, found, examined[0], found.group)
    return redirect(url_for("form.follow", uuid=uuid), 303)


def apart(uuid: UUID) -> Response:
    """Note that its author looked at what is near, and says it is another."""
    with transaction() as session:
        found = own(session, uuid, caller())
        if found.status == "withdrawn":
            raise Problem("withdrawn")
        events.record(session, store.APART, uuid, caller().id)
    return redirect(url_for("form.follow", uuid=uuid), 303)
