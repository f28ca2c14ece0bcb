"""Whether one person can have given all these answers, and gone to all these places."""

from collections.abc import Sequence

from citizen.plausibility.rules import MANY_AN_HOUR, Flag
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said, of_codes


def person(beside: int | None, flags: Sequence[Flag]) -> Check:
    """Say whether one person may have sent this.

    beside: how many others of the same account within half an hour; nothing when the minute of
    this one is not known.
    """
    raised = of_codes(flags, "many-an-hour", "many-here", "too-fast")
    speed = next((one.values["speed"] for one in raised if one.code == "too-fast"), None)
    evidence = {"within_an_hour": beside, "at_most": MANY_AN_HOUR, "speed_kmh": speed}
    if raised:
        return Check("person", LOOK, raised, evidence)
    if beside is None:
        return Check("person", UNKNOWN, [Said("person.unknown")], evidence)
    said = Said("person.fine", {"n": beside}) if beside else Said("person.alone")
    return Check("person", FINE, [said], evidence)
