"""Anyone subscribes to what happens in the town."""

from flask import Response, request

from config import site, towns
from config.database import reading
from config.languages import say
from config.templates.filters import CLOCK
from config.web import Blueprint, language
from exports.agenda import store
from exports.agenda.rules import calendar

CALENDAR = "text/calendar"

agenda = Blueprint("agenda", __name__, description="What happens in the town")


@agenda.get("/campagnes.ics")
@agenda.response(200, content_type=CALENDAR)
def occasions() -> Response:
    """Tell the campaigns as a calendar (iCalendar, RFC 5545): the same until one changes."""
    spoken = language()
    with reading() as session:
        name = say(store.FOLDER, "name", spoken, town=towns.served_town(session).name)
        found = store.occasions(session, spoken, site.url())
    told = calendar(name, f"{site.url()}/campagnes", CLOCK.key, found)
    response = Response(told, content_type=f"{CALENDAR}; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="campagnes.ics"'
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Language"] = spoken
    response.vary.update(("Accept-Language", "Cookie"))
    response.add_etag()
    response.make_conditional(request)
    return response
