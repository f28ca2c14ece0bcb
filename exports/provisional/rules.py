"""Which sendings leave a grey point, and how long: the whole of what it may tell is in `Dot`.

A point is decided once, when a sending arrives, by what its author said. Nothing that is settled
later moves it but what everyone sees: its exact record takes its place. Refused, hidden, found to
be fragile or never looked at, it stays to the end of its term, so that its going tells nothing.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from config.protocols.protocol import Protocol
from reference.sensitivity.rules import EXACT
from reference.territories.grids import square_named

ALL, NAMED = "all", "named"  # what a protocol's `provisional` may say
SPECIES = {"ES", "SSES", "VAR", "SVAR", "FO", "SSFO", "CAR"}  # TAXREF: a species or finer
TERM = timedelta(days=30)


class Arrival(NamedTuple):
    """What is known of a sending as it arrives."""

    precision: str  # how its place might be shown, were it accepted as it is
    is_known: bool  # its author has a record that is published where it is
    rank: str  # TAXREF rank of the name its author chose; "" without one
    is_touched: bool  # a rule of sensitivity, of any season and place, or a status, speaks of it
    knows_statuses: bool  # a list of protected species is loaded here
    is_first: bool  # version: what was corrected leaves no point


def leaves_a_point(protocol: Protocol, one: Arrival) -> bool:
    """Whether a sending may be told as a grey point."""
    named = protocol.provisional == ALL
    if protocol.provisional == NAMED:
        named = one.rank in SPECIES and one.knows_statuses
    open_to_all = protocol.publication == "records" and one.precision == EXACT
    return bool(named and open_to_all and one.is_known and one.is_first and not one.is_touched)


def last_day(received: datetime) -> date:
    """The last day a point is shown: nothing but its arrival decides it."""
    return (received + TERM).date()


class Dot(NamedTuple):
    """All that anyone may know of what waits: what it is about, a 200 m square, a month."""

    protocol: str
    square: str
    month: str  # "2026-06"; "" where its author did not tell it
    number: int

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the square: longitude, latitude."""
        return square_named(self.square).centre()


def dots(rows: Iterable[tuple[str, str, str]]) -> list[Dot]:
    """Gather points (protocol, square, month), in an order that tells nothing of their arrival."""
    counted = sorted(Counter(rows).items())
    return [Dot(what, square, month, number) for (what, square, month), number in counted]
