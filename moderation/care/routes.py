"""Moderators hide a photo or show it again; anyone reports; moderators close what was reported."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request

from citizen.accounts.access import caller
from citizen.observations.schemas import PageSchema
from citizen.photos.tables import Photo
from config.database import Session, reading, transaction
from config.places import Fault
from config.problems import Problem
from config.web import Blueprint, next_link
from moderation.care import intake, store
from moderation.care.intake import Wanted
from moderation.care.schemas import (
    ClosedSchema,
    HidingSchema,
    ReportSchema,
    ReportsSchema,
    StandsSchema,
    ThanksSchema,
)

Answer = tuple[Any, int, Mapping[str, str]]

care = Blueprint("care", __name__, url_prefix="/api/v1", description="Care for photos")


@care.get("/observations/<uuid:uuid>/photos/<string:digest>/hiding")
@care.response(200, StandsSchema)
def stands(uuid: UUID, digest: str) -> Answer:
    """Say whether a photo is hidden, and how it was."""
    with reading() as session:
        _, photo = intake.find(session, uuid, digest, caller())
        return told(session, photo)


def told(session: Session, photo: Photo) -> Answer:
    known = {"name": photo.uuid, "is_hidden": photo.is_hidden, "next": None}
    headers = {"ETag": f'"{intake.tag(session, photo)}"', "Cache-Control": "private, no-store"}
    return known | {"items": store.hidings(session, photo)}, 200, headers


@care.put("/observations/<uuid:uuid>/photos/<string:digest>/hiding")
@care.arguments(HidingSchema)
@care.response(200, StandsSchema)
def change(sent: Mapping[str, Any], uuid: UUID, digest: str) -> Answer:
    """Hide a photo apart from its record, or show it again; `If-Match` tells the version seen."""
    wanted = Wanted(**sent)
    if wanted.is_hidden and not wanted.reason:
        raise Problem("invalid-content", faults=[Fault("/reason", "missing")])
    with transaction() as session:
        found, photo = intake.find(session, uuid, digest, caller())
        seen, current = next(iter(request.if_match), None), intake.tag(session, photo)
        if seen is None:
            raise Problem("version-needed", etag=current)
        if seen != current:
            raise Problem("stale-version", etag=current)
        intake.change(session, found, photo, wanted, caller())
        session.flush()
        return told(session, photo)


@care.post("/observations/<uuid:uuid>/reports")
@care.arguments(ReportSchema)
@care.response(202, ThanksSchema)
def report(sent: Mapping[str, Any], uuid: UUID) -> Mapping[str, str]:
    """Report what is wrong with what is shown of a record."""
    with transaction() as session:
        intake.report(session, uuid, sent["photo"], sent["reason"], sent["words"].strip())
    return {"status": "received"}


@care.get("/reports")
@care.arguments(PageSchema, location="query")
@care.response(200, ReportsSchema)
def reports(page: Mapping[str, Any]) -> Answer:
    """List what was reported of the records I may decide on, oldest first."""
    with reading() as session:
        found = store.waiting(session, caller(), page["cursor"] or 0, page["limit"])
    items = [
        vars(one.report)
        | {"observation": one.observation.uuid, "photo": one.photo and one.photo.uuid}
        for one in found
    ]
    following = str(found[-1].report.id) if len(found) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)


@care.post("/reports/<uuid:uuid>/close")
@care.arguments(ClosedSchema)
@care.response(204)
def close(sent: Mapping[str, str], uuid: UUID) -> None:
    """Close a report: mended, or kept as it was."""
    with transaction() as session:
        found = store.find(session, uuid, caller())
        if found is None:
            raise Problem("not-found")
        store.close(found.report, caller().id, sent["outcome"])
