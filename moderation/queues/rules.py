"""What a desk is, the sentence that says why an observation came to it, how long one holds it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from config.languages import say

LEASE = timedelta(minutes=10)
LEAD = ""  # the desk of the town's lead: for what nobody else is competent for


FLAGGED, NEW = "flagged", "new"  # what looks unlikely; what an account nobody knows yet sent
PARTS = (FLAGGED, NEW)  # the parts of a queue one may ask for


class Desk(NamedTuple):
    """The organisation an observation goes to, and why: a case and its values."""

    organisation: str
    why: Mapping[str, Any]


def is_held(held_by: int | None, held_until: datetime | None, now: datetime) -> bool:
    """Whether someone is looking at it at this moment."""
    return held_by is not None and held_until is not None and held_until > now


def sentence(why: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    """Say why an observation came to a desk: « oiseau, Fécamp, LPO Normandie : … ».

    words: `what` (protocol or group), `where` and `who`, already in the language.
    """
    told = ", ".join(word for word in (words["what"], words["where"], words["who"]) if word)
    reason = say("moderation/queues", str(why["case"]), language, **_values(why))
    return f"{told}{' : ' if language == 'fr' else ': '}{reason}"


def _values(why: Mapping[str, Any]) -> dict[str, Any]:
    return {"waiting": why.get("waiting", 0), "competent": why.get("competent", 0)}
