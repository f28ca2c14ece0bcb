"""The date against the moment it came: neither to come, nor of a clock gone back to its start."""

from collections.abc import Sequence
from datetime import datetime

from citizen.plausibility.rules import Flag
from moderation.checks.rules import FINE, LOOK, Check, Said, of_codes


def date(observed: datetime, received: datetime, flags: Sequence[Flag]) -> Check:
    """Say whether an observation is dated as it may be."""
    days = max(0, (received - observed).days)
    evidence = {"observed_at": observed, "received_at": received, "days": days}
    if raised := of_codes(flags, "future", "long-ago"):
        return Check("date", LOOK, raised, evidence)
    return Check(
        "date", FINE, [Said("date.fine", {"n": days}) if days else Said("date.today")], evidence
    )
