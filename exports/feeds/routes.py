"""A feed of each dataset (Atom, RFC 4287), in pages (RFC 5005)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid5

from flask import Response, request

from config import site, towns
from config.database import Session, reading
from config.pages import render
from config.web import Blueprint, language
from exports.atlas import words
from exports.datasets import store as releases
from exports.datasets import subjects
from exports.datasets.rules import metadata_id
from exports.eml import line
from exports.feeds import store
from exports.feeds.rules import PAGE, page
from exports.feeds.schemas import PageSchema

feeds = Blueprint("feeds", __name__, url_prefix="/feeds", description="What was published lately")
FOLDER = "exports/feeds"
ATOM = "application/atom+xml"


@feeds.get("/<string:code>.atom")
@feeds.arguments(PageSchema, location="query")
@feeds.response(200, content_type=ATOM)
def lately(wanted: Mapping[str, Any], code: str) -> Response:
    """Tell which records were published lately, at their public precision; of squares, releases."""
    with reading() as session:
        feed = render(FOLDER, "feed.html", **told(session, code, wanted), **words.SAYING)
    response = Response(feed, mimetype=ATOM)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Language"] = language()
    response.vary.update(("Accept-Language", "Cookie"))
    response.add_etag()
    response.make_conditional(request)
    return response


def told(session: Session, code: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What the template knows."""
    about = subjects.ever(session, code)
    made = releases.of(session, about.code)
    entries = store.lately(session, about.code)
    shown, after = page([one.new for one in entries], wanted["cursor"], wanted["limit"])
    town = towns.served_town(session)
    known_as = metadata_id(town.code, about.code)
    rows = {one.new.uuid: one for one in entries}
    is_squares = about.protocol.publication == "cells"
    return {
        "about": about,
        "id": known_as,
        "id_of": lambda number: uuid5(known_as, str(number)),
        "plain": line,
        "name": name,
        "url": site.url(),
        "updated": made[0].published_at if made else None,
        "entries": [rows[one.uuid] for one in shown],
        "releases": made[: wanted["limit"]] if is_squares else [],
        "here": address(code, wanted, wanted["cursor"]),
        "first": address(code, wanted, ""),
        "next": address(code, wanted, after) if after else "",
    }


def name(told: Mapping[str, Any]) -> str:
    """How a record is called: as people say it, else in Latin."""
    usual = words.common(told["vernacular_name"] or "")
    return usual or told["ornamental"] or told["scientific_name"] or ""


def address(code: str, wanted: Mapping[str, Any], cursor: str) -> str:
    """The address of a page of a feed: the shortest that leads to it."""
    asked = {"limit": wanted["limit"] if wanted["limit"] != PAGE else "", "cursor": cursor}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{site.url()}/feeds/{code}.atom" + (f"?{query}" if query else "")
