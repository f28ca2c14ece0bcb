"""Residents send observations, correct them, one by one or many at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from citizen.accounts.access import caller
from citizen.observations import batches, intake, store
from citizen.observations.access import precision_of
from citizen.observations.batch.rules import Item
from citizen.observations.batch.schemas import BatchResultSchema, BatchSchema, ItemSchema
from citizen.observations.duplicates import store as duplicates
from citizen.observations.duplicates.schemas import SentSchema
from citizen.observations.duplicates.together import store as together
from citizen.observations.duplicates.together.store import Found as Alike
from citizen.observations.homes import store as homes
from citizen.observations.intake import Kept
from citizen.observations.parked import intake as parked
from citizen.observations.parked.intake import Author, Waits
from citizen.observations.parked.schemas import WaitsSchema, told
from citizen.observations.rules import Submission, tag
from citizen.observations.schemas import DryRunSchema, SubmissionSchema
from citizen.observations.tables import Observation
from citizen.plausibility.sentences import for_author
from config import answers
from config.content import load
from config.database import transaction
from config.problems import Problem
from config.protocols import protocol
from config.web import Blueprint, language

ITEM = {"uuid", "if_match"}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "The ETag of the version this follows: one that is not there yet is waited for",
}

Answer = tuple[dict[str, Any], int, Mapping[str, str]]

observations = Blueprint(
    "observations", __name__, url_prefix="/api/v1/observations", description="Observations"
)


@observations.put("/<uuid:uuid>")
@observations.arguments(DryRunSchema, location="query")
@observations.arguments(SubmissionSchema)
@observations.response(200, SentSchema)
@observations.alt_response(201, schema=SentSchema)
@observations.alt_response(202, schema=WaitsSchema)
@observations.doc(parameters=[IF_MATCH])
def send(query: Mapping[str, Any], submission: Submission, uuid: UUID) -> Response:
    """Send an observation under the identifier its phone chose, as often as needed."""
    is_trial, author = query["dry_run"], Author(caller().id, seen())
    examined = intake.examined(submission, is_trial=is_trial)
    with transaction() as session:
        kept = parked.put(session, uuid, examined, author)
        if not isinstance(kept, Kept):
            answer = later(uuid, kept)
        else:
            if is_trial:  # what a job settles otherwise, told at once
                homes.settle(session, kept.observation)
            alike = duplicates.of_author(session, uuid, examined, author.id)
            answer = answered(kept, alike)
        if is_trial:
            session.rollback()
    return answer


def answered(kept: Kept, alike: Sequence[Mapping[str, Any]]) -> Response:
    content = as_kept(kept) | {"possible_duplicates": alike}
    return answers.told(content, 201 if kept.is_new else 200, headers(kept.observation))


def later(uuid: UUID, one: Waits) -> Response:
    """Say what will become of what is kept and not done yet."""
    response = jsonify(WaitsSchema().dump(told(uuid, one, language())))
    response.status_code, response.headers["Cache-Control"] = 202, "private, no-store"
    return response


@observations.post("/batch")
@observations.arguments(DryRunSchema, location="query")
@observations.arguments(BatchSchema)
@observations.response(207, BatchResultSchema)
def send_many(query: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Send up to 500 observations: one result each, in their order; the faulty keep none back."""
    items = [item_of(one) for one in sent["items"]]
    with transaction() as session:
        answers = batches.take(session, items, caller().id, is_trial=query["dry_run"])
        alike = together.of_each(session, batches.kept(items, answers), caller().id)
        results = [result(*both, alike) for both in zip(sent["items"], answers, strict=True)]
        if query["dry_run"]:
            session.rollback()
    return {"items": results}


def result(sent: Mapping[str, Any], answer: Kept | Waits | Problem, alike: Alike) -> dict[str, Any]:
    """What became of one of many, as PUT would have answered it."""
    named = {"uuid": sent.get("uuid")}
    if isinstance(answer, Problem):
        refusal = answer.document(language())
        return named | {"status": answer.kind.status, "problem": refusal}
    if not isinstance(answer, Kept):
        return named | {"status": 202, "waits": told(sent["uuid"], answer, language())}
    found = answer.observation
    known = as_kept(answer) | {"etag": tag(found.uuid, found.version, found.turn)}
    known["possible_duplicates"] = alike.get(found.uuid, [])
    return named | {"status": 201 if answer.is_new else 200, "observation": known}


def as_kept(kept: Kept) -> dict[str, Any]:
    """What an author is answered: what was kept, and what to check in it."""
    asked = protocol(kept.observation.protocol, kept.observation.protocol_version)
    return as_told(kept.observation, kept.missing, for_author(kept.flags, asked, language()))


def item_of(sent: Mapping[str, Any]) -> Item | Problem:
    """Read one of many: an observation, its `uuid`, and the ETag seen as `if_match`."""
    rest = dict(sent)
    try:
        named = load(ItemSchema(), {name: rest.pop(name) for name in ITEM & rest.keys()})
        seen_tag = named["if_match"].strip('"') or None
        return Item(named["uuid"], load(SubmissionSchema(), rest), seen_tag)
    except Problem as refusal:
        return refusal


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
