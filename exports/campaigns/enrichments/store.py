"""Keep what partners' services add to campaigns."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import clock
from exports.campaigns.enrichments.tables import Enrichment


def of_service(session: Session, campaign: int, service: str) -> Enrichment | None:
    asked = select(Enrichment).where(
        Enrichment.campaign_id == campaign, Enrichment.service == service
    )
    return session.scalar(asked)


def of_campaigns(
    session: Session, campaigns: Collection[int]
) -> Mapping[int, Sequence[Enrichment]]:
    """What is said of these campaigns, service by service."""
    asked = select(Enrichment).where(Enrichment.campaign_id.in_(campaigns))
    found: dict[int, list[Enrichment]] = {}
    for one in session.scalars(asked.order_by(Enrichment.service)):
        found.setdefault(one.campaign_id, []).append(one)
    return found


def count(session: Session, campaign: int) -> int:
    asked = select(func.count()).where(Enrichment.campaign_id == campaign)
    return session.scalar(asked) or 0


def add(session: Session, campaign: int, service: str, holder: str, **told: Any) -> Enrichment:
    made = Enrichment(
        campaign_id=campaign, service=service, holder=holder, changed_at=clock.now(), **told
    )
    session.add(made)
    session.flush()
    return made


def change(session: Session, found: Enrichment, told: dict[str, Any]) -> None:
    found.told, found.changed_at, found.version = told, clock.now(), found.version + 1
    session.flush()


def remove(session: Session, found: Enrichment) -> None:
    session.delete(found)
