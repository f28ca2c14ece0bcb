"""Know where each dataset stands: what is out, what is ready, what is being built, what waits."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.observations.rules import OPEN_STATUSES
from citizen.observations.tables import Observation
from config import clock, events
from config.events import Event
from exports import store as records
from exports.datasets import store as releases
from exports.datasets.renewing import store as renewing
from exports.datasets.rules import BUILDING_LASTS
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.pushing import store as pushing
from exports.pushing.rules import Known
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
    has_releases: bool = False  # those that were taken back too
    pushed: Known | None = None  # what is known of it on data.gouv.fr
    failed: Event | None = None  # what came to nothing since


def standing(session: Session, about: Subject, told: Mapping[str, Any]) -> Standing:
    """Say where a dataset stands; told: what `planned` says of its next release."""
    protocol, published = about.protocol, releases.of(session, about.code)
    last = published[0] if published else None
    former = releases.last_told(session, about.code)
    if protocol.publication == "cells":
        answers = sum(1 for _ in records.votes(session, protocol))
        changed = records.last_change(session, protocol.code)
        plan = counted(answers, changed, last.as_of if last else None)
    else:
        plan = compared(told, former.records if former else 0)
    waiting, raised = to_check(session, about), 0
    if last and not (
        about.campaign or about.territory
    ):  # of a campaign, what hides its place leaves: it is withdrawn
        raised = sensitivity.raised(session, protocol.code, last.requested_at)
    begun = building(session, about.code)
    lost = renewing.failed(session, about.code, former)
    there = pushing.known(about.code)
    told_there = there if there.at else None
    return Standing(about, last, begun, plan, waiting, raised, former is not None, told_there, lost)


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
    return events.count_waiting(session, MANY), len(events.dead(session))
