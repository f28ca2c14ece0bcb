"""Programs and phones make, read, join and end outings."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify, request
from shapely.geometry import mapping
from werkzeug import Response

from citizen.accounts.access import asking, caller
from citizen.observations.schemas import PageSchema
from citizen.outings import store as outings
from citizen.outings.rules import fault_of, until
from citizen.outings.tables import Outing
from config import site
from config.database import Session, reading, transaction
from config.problems import Problem
from config.web import Blueprint, next_link
from exports.outings import access, intake, store
from exports.outings.schemas import (
    CountSchema,
    OutingChangeSchema,
    OutingSchema,
    OutingSentSchema,
    OutingsSchema,
)

Answer = tuple[dict[str, Any], int, Mapping[str, str]]
OWN = {"Cache-Control": "private, no-store"}

api = Blueprint("outings", __name__, url_prefix="/api/v1/outings", description="Outings")


@api.get("")
@api.arguments(PageSchema, location="query")
@api.response(200, OutingsSchema)
def listed(page: Mapping[str, Any]) -> Answer:
    """List the outings I hold, in the order they were made."""
    with reading() as session:
        found = outings.held_by(session, caller().id, page["cursor"] or 0, page["limit"])
        items = [told(session, one) for one in found]
    following = str(found[-1].id) if len(found) == page["limit"] else None
    return {"items": items, "next": following}, 200, {**OWN, **next_link(following)}


@api.post("")
@api.arguments(OutingSentSchema)
@api.response(201, OutingSchema)
def make(sent: Mapping[str, Any]) -> Answer:
    """Make an outing; its code is what people join it by."""
    access.may_hold(caller())
    with transaction() as session:
        plan, area = intake.plan(session, sent)
        made = outings.add(session, plan, area, caller().id)
        found = access.known(session, made.code)
        headers = {"ETag": etag(found), "Location": f"/api/v1/outings/{found.code}"}
        return told(session, found), 201, headers


@api.get("/<string:outing>")
@api.response(200, OutingSchema)
def one(outing: str) -> Answer:
    """Describe an outing to who knows its code."""
    with reading() as session:
        found = access.known(session, outing)
        return told(session, found), 200, {"ETag": etag(found), **OWN}


@api.patch("/<string:outing>")
@api.arguments(OutingChangeSchema)
@api.response(200, OutingSchema)
def change(sent: Mapping[str, Any], outing: str) -> Answer:
    """Change an outing I hold, end it, renew its code; `If-Match` tells the version seen."""
    with transaction() as session:
        found = access.held(session, outing, caller())
        _refuse_unseen(found)
        apply(session, found, sent)
        return told(session, found), 200, {"ETag": etag(found)}


def apply(session: Session, found: Outing, sent: Mapping[str, Any]) -> None:
    """Change what was sent of an outing."""
    told = {name: value for name, value in sent.items() if name not in {"is_ended", "renew_code"}}
    hours = told.get("starts_at", found.starts_at), told.get("ends_at", found.ends_at)
    wrong = fault_of(*hours)
    if wrong:
        raise Problem("invalid-content", faults=[wrong])
    if told:
        outings.change(session, found, **told)
    if sent.get("is_ended"):
        outings.end(session, found)
    if sent.get("renew_code"):
        outings.renew(session, found)


def _refuse_unseen(found: Outing) -> None:
    if not request.if_match:
        raise Problem("version-needed", etag=etag(found))
    if etag(found).strip('"') not in request.if_match:
        raise Problem("stale-version", etag=etag(found))


@api.put("/<string:outing>/member")
@api.response(204)
def join(outing: str) -> None:
    """Join an outing with this account: what it observes in its hours belongs to it."""
    with transaction() as session:
        access.join(session, access.known(session, outing), caller().id)


@api.delete("/<string:outing>/member")
@api.response(204)
def leave(outing: str) -> None:
    """Leave an outing; what this account sent no longer belongs to it."""
    with transaction() as session:
        outings.leave(session, access.known(session, outing), caller().id)


@api.get("/<string:outing>/count")
@api.response(200, CountSchema)
def count(outing: str) -> Response:
    """Count what an outing brought so far; asked again with its ETag, 304 while it is the same."""
    return counted(outing)


def counted(outing: str) -> Response:
    """The figures of an outing; 304 to who has them."""
    with reading() as session:
        found = access.known(session, outing)
        figures = store.brought(session, found).figures | {"moment": access.moment_of(found)}
    response = jsonify(figures)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


def etag(found: Outing) -> str:
    """The strong ETag of an outing: another at each change of it."""
    return f'"{found.code}-{found.version}"'


def told(session: Session, found: Outing) -> dict[str, Any]:
    """An outing as JSON."""
    area, who = outings.area_of(found), asking()
    return {
        "code": found.code,
        "url": f"{site.url()}/sorties/{found.code}",
        "name": found.name,
        "held_by": found.held_by,
        "starts_at": found.starts_at,
        "ends_at": until(found.ends_at, found.ended_at),
        "moment": access.moment_of(found),
        "protocols": found.protocols,
        "campaign": found.campaign,
        "area": None if area is None else mapping(area),
        "area_name": found.area_name,
        "is_joined": who is not None and outings.is_member(session, found, who.id),
    }
