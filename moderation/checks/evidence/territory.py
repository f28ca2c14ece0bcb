"""The place against the outline of the town."""

from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said


def territory(is_here: bool | None, code: str | None, name: str) -> Check:
    """Say whether a place lies in the town.

    is_here: nothing where the outline of the town is not known; code, name: of its commune.
    """
    evidence = {"territory": code, "name": name}
    if is_here is None:
        return Check("territory", UNKNOWN, [Said("territory.unknown")], evidence)
    if is_here:
        return Check("territory", FINE, [Said("territory.fine", {"name": name})], evidence)
    said = Said("territory.elsewhere", {"name": name}) if name else Said("territory.outside")
    return Check("territory", LOOK, [said], evidence)
