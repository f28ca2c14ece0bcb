"""Residents send observations, correct them, withdraw them, and list theirs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request

from citizen.accounts.access import caller
from citizen.observations import batches, intake, store
from citizen.observations.access import own, precision_of
from citizen.observations.batch.schemas import BatchResultSchema, BatchSchema, ItemSchema
from citizen.observations.batches import Item
from citizen.observations.duplicates import store as duplicates
from citizen.observations.duplicates.schemas import SentSchema
from citizen.observations.homes import store as homes
from citizen.observations.intake import Kept
from citizen.observations.rules import Submission, tag
from citizen.observations.schemas import (
    DryRunSchema,
    ObservationPageSchema,
    PageSchema,
    SubmissionSchema,
)
from citizen.observations.tables import Observation
from citizen.plausibility import store as plausibility
from citizen.plausibility.sentences import for_author
from config.content import load
from config.database import glance, reading, transaction
from config.problems import Problem
from config.protocols import protocol
from config.web import Blueprint, language, next_link

ITEM = {"uuid", "if_match"}

Answer = tuple[Mapping[str, Any], int, Mapping[str, str]]

observations = Blueprint(
    "observations", __name__, url_prefix="/api/v1/observations", description="Observations"
)


@observations.put("/<uuid:uuid>")
@observations.arguments(DryRunSchema, location="query")
@observations.arguments(SubmissionSchema)
@observations.response(200, SentSchema)
@observations.alt_response(201, schema=SentSchema)
def send(query: Mapping[str, Any], submission: Submission, uuid: UUID) -> Answer:
    """Send an observation under the identifier its phone chose, as often as needed."""
    examined = intake.examined(submission, is_trial=query["dry_run"])
    with transaction() as session:
        kept = intake.put(session, uuid, examined, caller().id, seen())
        if query["dry_run"]:  # what a job settles otherwise, told at once
            homes.settle(session, kept.observation)
        answer = as_kept(kept), 201 if kept.is_new else 200, headers(kept.observation)
        if query["dry_run"]:
            session.rollback()
    with glance() as session:
        answer[0]["possible_duplicates"] = duplicates.of_author(
            session, uuid, examined, caller().id
        )
    return answer


@observations.post("/batch")
@observations.arguments(DryRunSchema, location="query")
@observations.arguments(BatchSchema)
@observations.response(207, BatchResultSchema)
def send_many(query: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Send up to 500 observations: one result each, in their order; the faulty keep none back."""
    items = [item_of(one) for one in sent["items"]]
    with transaction() as session:
        answers = batches.take(session, items, caller().id, is_trial=query["dry_run"])
        told = [result(*both) for both in zip(sent["items"], answers, strict=True)]
        if query["dry_run"]:
            session.rollback()
    return {"items": told}


def result(sent: Mapping[str, Any], answer: Kept | Problem) -> dict[str, Any]:
    """What became of one of many, as PUT would have answered it."""
    named = {"uuid": sent.get("uuid")}
    if isinstance(answer, Problem):
        refusal = answer.document(language())
        return named | {"status": answer.kind.status, "problem": refusal}
    found = answer.observation
    told = as_kept(answer) | {"etag": tag(found.uuid, found.version, found.turn)}
    return named | {"status": 201 if answer.is_new else 200, "observation": told}


def as_kept(kept: Kept) -> dict[str, Any]:
    """What an author is answered: what was kept, and what to check in it."""
    asked = protocol(kept.observation.protocol, kept.observation.protocol_version)
    return as_told(kept.observation, kept.missing, for_author(kept.flags, asked, language()))


def item_of(sent: Mapping[str, Any]) -> Item | Problem:
    """Read one of many: an observation, its `uuid`, and the ETag seen as `if_match`."""
    told = dict(sent)
    try:
        named = load(ItemSchema(), {name: told.pop(name) for name in ITEM & told.keys()})
        seen_tag = named["if_match"].strip('"') or None
        return Item(named["uuid"], load(SubmissionSchema(), told), seen_tag)
    except Problem as refusal:
        return refusal


@observations.delete("/<uuid:uuid>")
@observations.response(204)
def withdraw(uuid: UUID) -> None:
    """Withdraw an observation: it will be published no more."""
    with transaction() as session:
        intake.withdraw(session, own(session, uuid, caller()))


def seen() -> str | None:
    """The version the caller says they saw: the tag of `If-Match`."""
    return next(iter(request.if_match), None)


def as_told(
    found: Observation, missing_photos: list[str], flags: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """An observation as its author and its moderators read it; each reads flags of their own."""
    return {
        **store.told(found),
        "uuid": found.uuid,
        "status": found.status,
        "validation": found.level,
        "territory": found.territory,
        "received_at": found.received_at,
        "version": found.version,
        "digest": found.digest,
        "is_demonstration": found.is_demonstration,
        "missing_photos": missing_photos,
        "campaign_marks": found.campaign_marks,
        "sensitivity": found.sensitivity,
        "sensitivity_rule": found.sensitivity_rule or None,
        "public_precision": precision_of(found),
        "flags": flags,
        "home": found.home,
        "part_of": found.part_of,
    }


def headers(found: Observation) -> dict[str, str]:
    return {
        "ETag": f'"{tag(found.uuid, found.version, found.turn)}"',
        "Location": f"/api/v1/observations/{found.uuid}",
        "Cache-Control": "private, no-store",
    }


mine = Blueprint("mine", __name__, url_prefix="/api/v1/me", description="What I sent")


@mine.get("/observations")
@mine.arguments(PageSchema, location="query")
@mine.response(200, ObservationPageSchema)
def listed(page: Mapping[str, Any]) -> Answer:
    """List what I sent, newest first."""
    with reading() as session:
        found = store.of_authors(session, [caller().id], page["cursor"], page["limit"])
        missing = store.all_missing_photos(session, found)
        flags = plausibility.of_each(session, {one.id: one.version for one in found})
        items = [as_kept(Kept(one, missing[one.id], False, flags[one.id])) for one in found]
    following = str(found[-1].id) if len(found) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)
