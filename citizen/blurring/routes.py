"""The author of a photo, or a moderator, says what is to be blurred in it: by API, or on a page."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import flask
from flask import redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from citizen.blurring import intake
from citizen.blurring.intake import Asked, find
from citizen.blurring.rules import Row, document, rows
from citizen.blurring.schemas import AreasSchema, BlursSchema
from citizen.form.rules import one
from citizen.form.schemas import read
from citizen.photos import store
from config.database import reading
from config.pages import render
from config.problems import Problem
from config.web import Blueprint

BLURRING = "citizen/blurring"
BLANK: Row = ("", "", "", "")
TOLD_AGAIN = {"stale-version", "invalid-content"}

Answer = tuple[dict[str, Any], int, dict[str, str]]

blurs = Blueprint(
    "blurs", __name__, url_prefix="/api/v1/observations", description="What photos blur"
)


def asked(uuid: UUID, digest: str) -> Asked:
    return Asked(uuid, digest, caller())


@blurs.get("/<uuid:uuid>/photos/<string:digest>/blurs")
@blurs.response(200, BlursSchema)
def told(uuid: UUID, digest: str) -> Answer:
    """List what is and was blurred in a photo, for its author and moderators."""
    with reading() as session:
        known = intake.told(session, find(session, asked(uuid, digest)).photo)
    return answer(known)


@blurs.put("/<uuid:uuid>/photos/<string:digest>/blurs")
@blurs.arguments(AreasSchema)
@blurs.response(200, BlursSchema)
def change(wanted: Mapping[str, Any], uuid: UUID, digest: str) -> Answer:
    """Say all that is blurred in a photo from now on; If-Match tells the version seen."""
    seen = next(iter(request.if_match), None)
    return answer(intake.change(asked(uuid, digest), wanted["areas"], seen, wanted["why"]))


def answer(known: dict[str, Any]) -> Answer:
    return known, 200, {"ETag": f'"{known["name"]}"', "Cache-Control": "private, no-store"}


blurring = flask.Blueprint("blurring", __name__, url_prefix="/flouter")


@blurring.get("/<uuid:uuid>/<string:digest>")
def page(uuid: UUID, digest: str) -> str:
    """Show a photo, what it blurs, and fields for other rectangles."""
    return shown(asked(uuid, digest), [BLANK])


def shown(one_of: Asked, typed: Sequence[Row], refusal: Problem | None = None) -> str:
    with reading() as session:
        found = find(session, one_of)
        drawn = store.blurs(session, found.photo)
    return render(
        BLURRING,
        "blurs.html",
        photo=found.photo,
        observation=found.observation,
        role=found.speaks_as,
        drawn=drawn,
        typed=typed,
        refusal=refusal,
        wrong=wrong(refusal, sum(one.removed_at is None for one in drawn)),
        is_done="done" in request.args,
    )


def wrong(refusal: Problem | None, before: int) -> set[int]:
    """Which of the rows typed are faulty; `before` them stand the rectangles there were."""
    pointed = (fault.pointer.split("/")[2:3] for fault in refusal.faults) if refusal else ()
    return {int(found[0]) - before for found in pointed if found}


@blurring.post("/<uuid:uuid>/<string:digest>")
def draw(uuid: UUID, digest: str) -> Response | str | tuple[str, int]:
    """Blur the rectangles of a form, beside those that are blurred already."""
    filled, whose = request.form.to_dict(flat=False), asked(uuid, digest)
    typed = rows(filled)
    if "more" in filled:
        return shown(whose, [*typed, BLANK])
    try:
        with reading() as session:
            present = store.areas(session, find(session, whose).photo)
        told = [*(area._asdict() for area in present), *map(document, typed)]
        areas = read(AreasSchema(), {"areas": told})["areas"]
        intake.change(whose, areas, one(filled, "seen"))
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return shown(whose, typed, refusal), refusal.kind.status
    return again(uuid, digest)


@blurring.post("/<uuid:uuid>/<string:digest>/retrait")
def remove(uuid: UUID, digest: str) -> Response | tuple[str, int]:
    """Show again what a rectangle hid, and say why."""
    filled, whose = request.form.to_dict(flat=False), asked(uuid, digest)
    with reading() as session:
        drawn = store.blurs(session, find(session, whose).photo)
    left = [b for b in drawn if b.removed_at is None and str(b.id) != one(filled, "blur")]
    try:
        areas = [store.area(one) for one in left]
        intake.change(whose, areas, one(filled, "seen"), one(filled, "why")[:500])
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return shown(whose, [BLANK], refusal), refusal.kind.status
    return again(uuid, digest)


def again(uuid: UUID, digest: str) -> Response:
    return redirect(url_for("blurring.page", uuid=uuid, digest=digest, done=""), 303)
