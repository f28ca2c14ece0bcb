"""The page that follows a sending: it was received, what it brings, what happens next."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request

from citizen.accounts.access import asking
from citizen.campaigns import store as campaigns
from citizen.form import intake
from citizen.form.visits import store as visits
from citizen.form.words import FORM
from citizen.observations import intake as observations
from citizen.observations.access import own
from citizen.observations.store import missing_photos
from citizen.plausibility.sentences import for_author
from citizen.progress.rules import receipt
from config import site
from config.database import reading
from config.pages import render
from config.problems import Problem
from config.protocols import protocol
from exports.atlas.words import common
from exports.provisional import store as provisional
from exports.thanks import store
from exports.thanks.rules import usual_days

thanks = Blueprint("thanks", __name__)


@thanks.get("/observer/envoi/<uuid:uuid>")
def sent(uuid: UUID) -> str:
    """Say that an observation was received, what it brings, and what happens next."""
    author = asking()
    if author is None:
        raise Problem("unknown-observation")
    with reading() as session:
        found = own(session, uuid, author)
        known: dict[str, Any] = {
            "observation": found,
            "asked": protocol(found.protocol, found.protocol_version),
            "days": usual_days(store.delays(session, found.protocol)),
            "brought": store.brought(session, found),
            "waits_in_grey": provisional.will_show(session, found),
            "lacking": missing_photos(session, found),
            "flags": observations.known_flags(session, found),
            "near": visits.near(session, found),
            "called": campaigns.calling(session, found.campaign),
        }
    told: dict[str, Any] = {"refused": intake.read_again(request.args.getlist("refused"))}
    told |= {"to_check": for_author, "number": receipt(uuid), "common": common}
    return render(FORM, "sent.html", **told, **known, shared=f"{site.url()}/observer")
