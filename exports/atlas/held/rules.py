"""When what is held serves, which news changes it, and what is looked up in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from config.protocols import PROTOCOLS
from exports.atlas.rules import Entry, by_month, newest

KEPT = timedelta(minutes=1)  # a change that records no news shows after this
SPENT = 10  # times as long as reading it took, where that is more
UNFELT = (  # the news that changes nothing of what is published
    "observation.submitted", "observation.corrected", "photo.received", "message.author",
    "message.moderator", "release.requested", "sign-in.asked", "day.begun",
    "address.claimed", "sound.received",
    "observation.proposed", "observation.correction-declined", "booklet.asked",
    "appearance.changed", "accessibility.declared",
)  # fmt: skip
SINGLE = {f"observation.{what}" for what in (  # that of one observation, and of no other
    "accepted", "doubtful", "rejected", "unassessable", "questioned", "reconsidered", "undone",
    "withdrawn", "sensitivity-changed", "home-changed",
)}  # fmt: skip
WINDOW = 200  # news looked at: a transaction that began earlier may end after others
FEW = 20  # read one by one: a reading of one takes some milliseconds


class Species(NamedTuple):
    """What is published of a taxon."""

    entries: Sequence[Entry]  # the newest first
    planted: int
    months: Sequence[int]  # how many of the wild ones each month of the year has


@dataclass(frozen=True)
class Held:
    """What was published when it was last read."""

    seen: frozenset[int]  # the last news that it was read after
    read_at: datetime  # when all of it was
    took: timedelta
    entries: tuple[Entry, ...]
    together: frozenset[UUID]  # the observations that were told with another
    _species: dict[int, Species] = field(default_factory=dict)

    @cached_property
    def confused(self) -> Sequence[Entry]:
        """Those that had another name before."""
        return [one for one in self.entries if one.confused]

    @cached_property
    def _by_taxon(self) -> Mapping[int, Sequence[Entry]]:
        found = defaultdict[int, list[Entry]](list)
        for one in self.entries:
            if one.cd_ref is not None:
                found[one.cd_ref].append(one)
        return found

    def of_taxon(self, cd_ref: int) -> Species:
        if cd_ref not in self._species:
            found = newest(self._by_taxon.get(cd_ref, ()))
            wild = [one for one in found if not one.is_planted]
            told = Species(found, len(found) - len(wild), by_month(wild))
            self._species[cd_ref] = told
        return self._species[cd_ref]

    def serves(self, now: datetime) -> bool:
        return self.read_at <= now < self.read_at + max(KEPT, SPENT * self.took)


def by_records() -> list[str]:
    """The protocols whose records are each published."""
    return [code for code, one in PROTOCOLS.items() if one.publication == "records"]
