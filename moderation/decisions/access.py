"""Whether what somebody saw is still so; if not, who decided what since."""

from typing import Any

from citizen.accounts.access import caller
from citizen.observations.intake import withdrawal
from citizen.observations.rules import tag
from citizen.observations.tables import Observation
from citizen.observations.visits.rules import WITHDRAWN
from config.database import Session
from config.problems import Problem
from moderation.decisions import store


def refuse_stale(session: Session, found: Observation, shown: str | None) -> None:
    """Refuse who saw another state than the present one, and tell what happened since."""
    is_own = found.author_id == caller().id  # which is refused for that, whatever became of it
    if found.status == WITHDRAWN and not is_own:
        by, at, _ = withdrawal(session, found)
        raise Problem("withdrawn-since", withdrawn_by=by, withdrawn_at=at.isoformat())
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
