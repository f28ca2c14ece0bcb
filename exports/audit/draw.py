"""Draws what two worlds have in common, and what hides in each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from pyproj import Geod

from citizen.observations.rules import CitedTaxon, Submission
from moderation.decisions.rules import Verdict

WEST, SOUTH, EAST, NORTH = 0.3725, 49.748, 0.3895, 49.763  # in one commune and one 10 km cell
SQUARE = (0.3741, 49.7572)  # heat is felt here, or some metres away
SQUARE_REACH = 0.0001  # degrees: within one 200 m cell
DAY = "2026-06-18"
OWLS = (3493, 3518)  # of TAXREF too: both worlds hide where these live
NAMES = (4001, 116759, 54770, 4466)  # of TAXREF, in the built-in sample
WORDS = ("le nid derrière la grange", "chez Mme Lefebvre", "=1+1", "au 3, rue des Fleurs", "<b>")
ACCEPT = Verdict("accept")
DISTANCE = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Side:
    """A sending and all that happened to it, in one world."""

    submission: Submission
    verdict: Verdict | None = ACCEPT
    before: Verdict | None = None  # what was decided first, by mistake
    signs: str = "Camille"  # the name of its author's account
    photos: tuple[tuple[int, int], ...] = ()  # what each shows, and what its EXIF tells
    hidden: frozenset[int] = frozenset()  # which of them a moderator hid
    late: int = 0  # how many of them came after the decision
    known: bool = False  # its author has a record that anyone may see: grey points are for them


class Twin(NamedTuple):
    """One public fact, and what hides behind it in each world."""

    uuid: UUID
    kind: str
    sides: tuple[Side | None, Side | None]


@dataclass
class Draw:
    """Draws what differs."""

    chance: Random
    day: str = DAY
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # of each protocol

    def sending(self, protocol: str, **told: Any) -> Submission:
        """A sending at a place and an hour that tell nothing of those of another."""
        hour, minute = self.chance.randrange(8, 20), self.chance.randrange(60)
        named = {} if protocol == "heat" else {"taxon": CitedTaxon(self.chance.choice(NAMES))}
        return Submission(
            protocol=protocol,
            observed_at=f"{self.day}T{hour:02d}:{minute:02d}:00+02:00",
            place=self.place(),
            accuracy_m=self.chance.randint(3, 15),
            place_source="gps",
            **{"answers": dict(self.answers[protocol]), **named, **told},
        )

    def place(self) -> dict[str, Any]:
        east, north = self.chance.uniform(WEST, EAST), self.chance.uniform(SOUTH, NORTH)
        return {"type": "Point", "coordinates": [round(east, 6), round(north, 6)]}

    def place_away(self, other: tuple[float, float], metres: float) -> dict[str, Any]:
        """A place so far from another, or farther."""
        while True:
            drawn = self.place()
            if DISTANCE.inv(*other, *drawn["coordinates"])[2] > metres:
                return drawn

    def hidden_place(self, one: Submission) -> Submission:
        """The same at another place, with other words, at another hour of that day."""
        other = self.sending(one.protocol)
        return replace(
            one, place=other.place, accuracy_m=other.accuracy_m, observed_at=other.observed_at,
            comment=self.chance.choice(WORDS),
        )  # fmt: skip

    def words(self) -> str:
        return self.chance.choice(WORDS)

    def number(self) -> int:
        return self.chance.randrange(1, 1000)
