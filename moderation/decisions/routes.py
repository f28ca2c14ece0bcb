"""Moderators decide: one, many, and back again."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from citizen.accounts.access import caller
from citizen.observations.routes import IF_MATCH, headers, seen
from citizen.observations.tables import Observation
from config.content import load
from config.database import transaction
from config.problems import Problem
from config.web import Blueprint, language
from moderation.decisions import grace, store, undoing
from moderation.decisions.access import refuse_stale
from moderation.decisions.judging import Judged, judge, to_decide
from moderation.decisions.rules import Verdict
from moderation.decisions.schemas import (
    DecidedItemSchema,
    DecidedTogetherSchema,
    DecisionSchema,
    TakenSchema,
    TakenTogetherSchema,
)

decisions = Blueprint("decisions", __name__, url_prefix="/api/v1", description="Decisions")


@decisions.post("/observations/<uuid:uuid>/decisions")
@decisions.arguments(DecisionSchema)
@decisions.response(201, TakenSchema)
@decisions.doc(parameters=[IF_MATCH])
def take(decision: Verdict, uuid: UUID) -> tuple[Mapping[str, Any], int, Mapping[str, str]]:
    """Decide on an observation; with `If-Match`, only on the version seen."""
    with transaction() as session:
        found = to_decide(session, uuid, caller())
        refuse_stale(session, found, seen())
        answer = told(found, decision, judge(session, found, decision, caller()))
    return answer, 201, {"ETag": headers(found)["ETag"]}


@decisions.post("/decisions/batch")
@decisions.arguments(TakenTogetherSchema)
@decisions.response(207, DecidedTogetherSchema)
def take_many(sent: Mapping[str, Sequence[Mapping[str, Any]]]) -> Mapping[str, Any]:
    """Decide on many at once: each is taken or refused by itself, and says so in order."""
    with grace.together(len(sent["items"])):
        return {"items": [_result(one) for one in sent["items"]]}


def _result(sent: Mapping[str, Any]) -> dict[str, Any]:
    try:
        known, decision = _read(sent)
        with transaction() as session:
            found = to_decide(session, known["uuid"], caller())
            refuse_stale(session, found, known["if_match"])
            taken = told(found, decision, judge(session, found, decision, caller()))
    except Problem as refusal:
        problem, status = refusal.document(language()), refusal.kind.status
        return {"uuid": sent.get("uuid"), "status": status, "problem": problem}
    return {"uuid": sent.get("uuid"), "status": 201, "decision": taken}


def _read(sent: Mapping[str, Any]) -> tuple[Mapping[str, Any], Verdict]:
    """An item of many: which observation, as it was seen, and the decision on it."""
    names = DecidedItemSchema().fields.keys()
    known = load(DecidedItemSchema(), {name: sent[name] for name in names if name in sent})
    rest = {name: value for name, value in sent.items() if name not in names}
    return known, load(DecisionSchema(), rest)


@decisions.post("/decisions/<uuid:uuid>/undo")
@decisions.response(200, TakenSchema)
def undo(uuid: UUID) -> tuple[Mapping[str, Any], int, Mapping[str, str]]:
    """Undo a decision I have just taken, before anybody is told of it."""
    with transaction() as session:
        taken = store.of_uuid(session, uuid)
        if taken is None:
            raise Problem("unknown-observation")  # as for one of what I may not see
        subject = session.get_one(Observation, taken.observation_id)
        found = to_decide(session, subject.uuid, caller())
        undoing.undo(session, found, taken, caller())
        answer = _taken(found, taken.verdict, taken.reason) | {"uuid": uuid}
        answer |= {"taken_at": taken.taken_at, "outcome": "undone"}
    return answer, 200, {"ETag": headers(found)["ETag"]}


def told(found: Observation, decision: Verdict, judged: Judged) -> dict[str, Any]:
    """What a judgement led to, as JSON."""
    taken, outcome = judged.decision, judged.outcome
    at = taken.taken_at if taken else judged.opinion and judged.opinion.given_at
    return {
        **_taken(found, decision.verdict, decision.reason),
        "uuid": taken and taken.uuid,
        "taken_at": at,
        "outcome": outcome.state,
        "case": outcome.case,
        "missing": outcome.missing,
        "undo_seconds": undoing.seconds_left(taken) if taken else 0,
    }


def _taken(found: Observation, verdict: str, reason: str) -> dict[str, Any]:
    return {
        "observation": found.uuid,
        "verdict": verdict,
        "reason": reason,
        "status": found.status,
        "validation": found.level,
    }
