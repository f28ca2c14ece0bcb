"""The date against the months a taxon is known in: phenology."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from citizen.plausibility.rules import KNOWN_WELL, Flag, is_out_of_season
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said, of_codes

MONTHS = range(1, 13)


class Months(NamedTuple):
    """The published records of a taxon in a commune by month, this observation's month marked."""

    counts: Sequence[int]  # from January
    month: int | None  # of this observation, when it is of one

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def heights(self) -> list[int]:
        """How high each month stands, in per cent of the highest; what there is, is seen."""
        most = max(1, *self.counts)
        return [max(4, round(100 * one / most)) if one else 0 for one in self.counts]

    @property
    def verdict(self) -> str:
        """What the months tell of this date."""
        by_month = {month: one for month, one in zip(MONTHS, self.counts, strict=True) if one}
        if self.month is None or self.total < KNOWN_WELL:
            return UNKNOWN
        return LOOK if is_out_of_season(self.month, by_month) else FINE


def counted(by_month: Mapping[int, int], month: int | None) -> Months:
    return Months([by_month.get(one, 0) for one in MONTHS], month)


def months(known: Months | None, flags: Sequence[Flag]) -> Check:
    """Say whether a date is one the taxon is known at; known: nothing without a name here."""
    if known is None:
        return Check("months", UNKNOWN, [Said("months.no_name")])
    evidence: dict[str, Any] = {
        "months": [*known.counts],
        "month": known.month,
        "records": known.total,
    }
    evidence["heights"] = known.heights
    raised = of_codes(flags, "out-of-season")
    if raised and known.verdict != LOOK:  # raised on arrival, by what was known then
        return Check("months", LOOK, raised, evidence)
    said = Said(f"months.{known.verdict}", {"records": known.total})
    return Check("months", known.verdict, [said], evidence)
