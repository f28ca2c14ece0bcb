"""Whether what somebody saw is still so; if not, who decided what since."""

from typing import Any

from citizen.observations.rules import tag
from citizen.observations.tables import Observation
from config.database import Session
from config.problems import Problem
from moderation.decisions import store


def refuse_stale(session: Session, found: Observation, shown: str | None) -> None:
    """Refuse who saw another state than the present one, and tell who decided what since."""
    current = tag(found.uuid, found.version, found.turn)
    if shown in {None, current}:
        return
    last = store.last_of(session, found.id)
    told: dict[str, Any] = {"etag": current}
    if last is not None and last.version == found.version:
        told |= {
            "by": store.name_of(session, last),
            "organisation": last.organisation,
            "verdict": last.verdict,
            "at": last.taken_at.isoformat(),
        }
    raise Problem("stale-version", **told)
