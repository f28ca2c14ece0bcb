"""Know where each dataset stands: what is out, what is ready, what is being built, what waits."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.observations.rules import OPEN_STATUSES
from citizen.observations.tables import Observation
from config import clock, events
from exports import store as records
from exports.datasets import store as releases
from exports.datasets.rules import BUILDING_LASTS
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.town.rules import Plan, compared, counted
from moderation.sensitivity import store as sensitivity

MANY = 1000  # events: beyond, the exact number tells nothing more


class Standing(NamedTuple):
    """A dataset as the town sees it before publishing."""

    subject: Subject
    last: Release | None  # the newest release anyone may take
    building: Release | None
    plan: Plan
    to_check: int  # observations that still wait for a naturalist
    raised: int  # published ones that must hide more since the last release


def standing(session: Session, about: Subject, told: Mapping[str, Any]) -> Standing:
    """Say where a dataset stands; told: what `planned` says of its next release."""
    protocol, published = about.protocol, releases.of(session, about.code)
    last = published[0] if published else None
    if protocol.publication == "cells":
        answers = sum(1 for _ in records.votes(session, protocol))
        changed = records.last_change(session, protocol.code)
        plan = counted(answers, changed, last.as_of if last else None)
    else:
        plan = compared(told, last.records if last else 0)
    waiting, raised = to_check(session, about), 0
    if last and not about.campaign:  # of a campaign, what hides its place leaves: it is withdrawn
        raised = sensitivity.raised(session, protocol.code, last.requested_at)
    return Standing(about, last, building(session, about.code), plan, waiting, raised)


def building(session: Session, dataset: str) -> Release | None:
    """Find the release of a dataset that is being built; one that takes too long is forgotten."""
    begun = select(Release).where(
        Release.dataset == dataset,
        Release.state == "building",
        Release.requested_at > clock.now() - BUILDING_LASTS,
    )
    return session.scalar(begun.order_by(Release.number.desc()).limit(1))


def to_check(session: Session, about: Subject) -> int:
    waiting = select(func.count()).where(
        Observation.protocol == about.protocol.code, Observation.status.in_(OPEN_STATUSES)
    )
    if about.campaign:
        waiting = waiting.where(Observation.campaign == about.campaign)
    return session.scalar(waiting) or 0


def works(session: Session) -> tuple[int, int]:
    """Count the tasks that wait to be done, and those that failed for good."""
    return len(events.waiting(session, limit=MANY)), len(events.dead(session))
