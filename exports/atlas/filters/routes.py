"""The map and the list: two ways to read the same records, under the same filters."""

from typing import Any
from urllib.parse import urlencode

from flask import current_app, request

from config import site
from config.database import Session, reading
from config.pages import render
from config.protocols import PROTOCOLS
from exports.atlas import heat, store
from exports.atlas.filters import store as filters
from exports.atlas.filters.rules import Asked, page_of
from exports.atlas.words import FOLDER, SAYING
from exports.datasets.cutting import store as cutting


def show(template: str, **values: Any) -> str:
    """Render a page of the atlas, with the words for records that its map has too."""
    return render(FOLDER, template, protocols=PROTOCOLS, site=site.url(), **SAYING, **values)


def map_page() -> str:
    """Show the map and its table, under the same filters."""
    return _twin("carte")


def list_page() -> str:
    """Show the same as a list alone, for who reads no map."""
    return _twin("liste")


def _twin(view: str) -> str:
    asked, at = Asked.of(request.args, PROTOCOLS), request.args.get("moment", "")
    with reading() as session:
        found = filters.found(session, asked)
        offered = _offered(session)
        moments = heat.moments(squares := store.heat(session)[1])
    moment, query = heat.chosen(moments, at), asked.query()
    shown = [one for one in squares if one.moment == moment and not asked.territory]
    return show(
        "map.html",
        view=view,
        asked=asked,
        query=urlencode(query | ({"moment": at} if at else {})),
        is_filtered=bool(query.keys() - {"theme"}),
        found=len(found.entries),
        page=page_of(found.entries, request.args),
        waits=found.waits,
        moments=moments,
        moment=moment,
        squares=shown if asked.status != "waiting" else [],
        tiles=current_app.config["TILES_URL"],
        **offered,
    )


def _offered(session: Session) -> dict[str, Any]:
    """The years and the places a form proposes."""
    years = {one.first_day.year for one in store.entries(session)}
    return {"years": sorted(years, reverse=True), "territories": cutting.known(session)}
