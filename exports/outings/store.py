"""Count what an outing brought: what anyone may see, and the rest as one number.

The rest holds what waits, what was not kept and what is hidden, without telling them apart: a
number that went with a decision would tell that a hidden record lies there.
"""

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from citizen.outings import store as outings
from citizen.outings.tables import Outing
from exports.atlas import store as atlas
from exports.atlas.rules import Entry
from reference.sensitivity.rules import EXACT

MOST_PHOTOS = 24


class Named(NamedTuple):
    """A name found on an outing, and how often."""

    name: str
    latin: str
    cd_ref: int
    times: int


class Brought(NamedTuple):
    """What an outing brought so far."""

    people: int
    observations: int
    entries: tuple[Entry, ...]

    @property
    def names(self) -> list[Named]:
        """The names of TAXREF among what is public, the most often found first."""
        told = {one.cd_ref: one for one in reversed(self.entries) if one.cd_ref is not None}
        times = Counter(one.cd_ref for one in self.entries)
        found = [Named(e.name, e.latin, number, times[number]) for number, e in told.items()]
        return sorted(found, key=lambda one: (-one.times, one.name, one.cd_ref))

    @property
    def photos(self) -> list[Entry]:
        return [one for one in self.entries if one.photo][:MOST_PHOTOS]

    @property
    def figures(self) -> dict[str, Any]:
        """The figures of the counter."""
        public = len(self.entries)
        return {
            "people": self.people,
            "observations": self.observations,
            "public": public,
            "others": self.observations - public,
            "species": len(self.names),
        }


def brought(session: Session, found: Outing) -> Brought:
    """Count what people sent on an outing, and what of it is published at its true place."""
    sent = {one.uuid for one in outings.sent(session, found)}
    public = (one for one in atlas.entries(session) if one.uuid in sent)
    entries = tuple(one for one in public if one.precision == EXACT)
    return Brought(outings.members(session, found), len(sent), entries)
