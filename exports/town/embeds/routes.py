"""The clerk chooses what another site shows of ours, and copies the code."""

from flask import Blueprint, request

from citizen.campaigns import store as campaigns
from config import site, towns
from config.database import reading
from config.languages import say, words
from config.pages import render
from config.protocols import PROTOCOLS
from config.web import language
from exports.atlas import store
from exports.datasets.cutting import store as cutting
from exports.town.embeds.rules import HIGHEST, KINDS, LOWEST, Chosen, element_code, frame_code

FOLDER = "exports/town/embeds"

embeds = Blueprint("town-embeds", __name__)


@embeds.get("/ville/integrations")
def choose() -> str:
    """Show what was chosen as others will see it, and the code to copy."""
    with reading() as session:
        town = towns.served_town(session).name
        calls = {one.slug: one.title for one in campaigns.public(session)}
        territories = cutting.known(session)
        years = {entry.first_day.year for entry in store.entries(session)}
    chosen = Chosen.of(request.args, PROTOCOLS, calls)
    spoken = chosen.spoken or language()
    title = say(FOLDER, f"frame.{chosen.kind}", spoken, town=town)
    if chosen.kind == "campaign":
        title = words(calls[chosen.campaign], spoken)
    return render(
        FOLDER,
        "embeds.html",
        chosen=chosen,
        title=title,
        kinds=KINDS if calls else KINDS[:2],
        calls=calls,
        years=sorted(years, reverse=True),
        territories=territories,
        protocols=PROTOCOLS,
        heights=(LOWEST, HIGHEST),
        codes={
            "frame": frame_code(chosen, site.url(), title),
            "element": element_code(chosen, site.url(), title),
        },
    )
