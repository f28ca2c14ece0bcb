"""Whether TAXREF knows a species in the wild in the territory."""

from collections.abc import Sequence

from citizen.plausibility.rules import ABSENT, VAGRANT, Flag
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said, of_codes


def status(name: str, code: str, is_wild: bool, flags: Sequence[Flag]) -> Check:
    """Say what TAXREF tells of a name here.

    code: of TAXREF's status in the territory, "" when it tells none; flags: raised on this name.
    """
    evidence = {"name": name, "status": code, "is_wild": is_wild, "source": "TAXREF"}
    if not name:
        return Check("status", UNKNOWN, [Said("status.no_name")], evidence)
    if not is_wild:
        return Check("status", UNKNOWN, [Said("status.planted")], evidence)
    if raised := of_codes(flags, "not-in-country", "vagrant", "first-here") or _today(name, code):
        return Check("status", LOOK, raised, evidence)
    if not code:
        return Check("status", UNKNOWN, [Said("status.unknown", {"name": name})], evidence)
    return Check("status", FINE, [Said("status.fine", {"name": name})], evidence)


def _today(name: str, code: str) -> list[Flag]:
    """What its status raises of a name that was not looked at on arrival."""
    if code in ABSENT:
        return [Flag("not-in-country", {"name": name})]
    return [Flag("vagrant", {"name": name})] if code == VAGRANT else []
