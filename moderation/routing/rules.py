"""Who should look at an observation."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from citizen.accounts.rules import Scope
from moderation.queues.rules import LEAD, Desk


class Subject(NamedTuple):
    """What routing knows of an observation."""

    protocol: str
    group: str
    territory: str


def is_competent(organisation: str, subject: Subject, scopes: Sequence[Scope]) -> bool:
    """Whether an organisation has somebody to judge an observation."""
    return any(s.organisation == organisation and s.covers(*subject) for s in scopes)


def desk_for(subject: Subject, scopes: Sequence[Scope], waiting: Mapping[str, int]) -> Desk:
    """Choose the competent organisation with the shortest queue; else the town's lead.

    waiting: how many observations each organisation has already.
    """
    competent = sorted({s.organisation for s in scopes if s.covers(*subject)})
    if not competent:
        return Desk(LEAD, {"case": "nobody"})
    chosen = min(competent, key=lambda organisation: waiting.get(organisation, 0))
    case = "shortest" if len(competent) > 1 else "only"
    return Desk(
        chosen, {"case": case, "waiting": waiting.get(chosen, 0), "competent": len(competent)}
    )
