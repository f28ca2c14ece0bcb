"""Which of one's own observations are asked for: the list and the map read the same address."""

from collections.abc import Mapping
from typing import NamedTuple

STATES: Mapping[str, tuple[str, ...]] = {  # what a person tells apart → statuses
    "waiting": ("submitted",),
    "questioned": ("questioned",),
    "accepted": ("accepted",),
    "unkept": ("doubtful", "rejected", "unassessable", "duplicate"),
    "withdrawn": ("withdrawn",),
}
GROUP = {status: name for name, held in STATES.items() for status in held}


class Wanted(NamedTuple):
    """What of one's observations is looked at; "": all."""

    state: str = ""
    protocol: str = ""

    @property
    def like(self) -> dict[str, tuple[str, ...]]:
        """The values each column may have."""
        told = {"status": STATES.get(self.state, ()), "protocol": (self.protocol,)}
        return {name: values for name, values in told.items() if any(values)}

    @property
    def query(self) -> dict[str, str]:
        """The same, as an address tells it."""
        return {name: value for name, value in self._asdict().items() if value}


def wanted(asked: Mapping[str, str]) -> Wanted:
    """Read what an address asks for; a state that is none asks for nothing."""
    state = asked.get("state", "")
    return Wanted(state if state in STATES else "", asked.get("protocol", "")[:60])
