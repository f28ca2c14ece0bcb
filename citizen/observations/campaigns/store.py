"""Know which observations were made for a campaign, and what of them lies outside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from citizen.campaigns import store as campaigns
from citizen.observations.rules import Submission, days
from citizen.observations.tables import Observation
from config import clock, spatial


def took_part(session: Session, campaign: str, author: int) -> bool:
    """Whether an account sent something for a campaign already: it need not tell its code again."""
    sent = select(Observation.id).where(
        Observation.campaign == campaign, Observation.author_id == author
    )
    return session.scalar(sent.limit(1)) is not None


def columns(
    session: Session, submission: Submission, shape: Geometry, territory: str | None
) -> dict[str, Any]:
    """The columns that tell the campaign of a sending."""
    found = submission.campaign and campaigns.of_slug(
        session, submission.campaign, with_outline=True
    )
    if not found:
        return {"campaign": "", "campaign_marks": []}
    when = days(submission.observed_at, submission.time_precision)
    told = {"territory": territory, "cd_nom": submission.taxon.cd_nom}
    marks = campaigns.marks_of(session, found, when, shape, told)
    return {"campaign": found.slug, "campaign_marks": marks}


def of_campaign(session: Session, campaign: str, after: int, limit: int) -> Sequence[int]:
    """Return the numbers of the observations made for a campaign."""
    made = select(Observation.id).where(Observation.campaign == campaign, Observation.id > after)
    return session.scalars(made.order_by(Observation.id).limit(limit)).all()


def number_of(session: Session, uuid: UUID) -> int | None:
    """The number of an observation made for some campaign."""
    made = select(Observation.id).where(Observation.uuid == uuid, Observation.campaign != "")
    return session.scalar(made)


def mark_again(session: Session, number: int) -> None:
    """Look at an observation anew; what was decided shows a change from now on."""
    query = select(Observation).where(Observation.id == number).options(undefer(Observation.place))
    found = session.scalars(query.with_for_update()).one()
    campaign = campaigns.of_slug(session, found.campaign, with_outline=True)
    if campaign is None:
        return
    told = {"territory": found.territory, "cd_nom": found.name_held}
    when = days(found.observed_text, found.time_precision)
    marks = campaigns.marks_of(session, campaign, when, spatial.shape_of(found.place), told)
    if marks != found.campaign_marks:
        found.campaign_marks = marks
        if found.decided_at is not None:
            found.changed_at = clock.now()
