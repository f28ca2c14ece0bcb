"""Before a hidden record leaves: another with other secrets must be told by the very same bytes.

It is asked of every record whose place is hidden, each time it is read. One that could be told
from its twin stops what asked for it: a release is not built, a page is not shown.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from shapely import Point

from exports.precision import Accepted
from exports.records import Record
from reference.sensitivity.rules import EXACT
from reference.territories.grids import cell_centre

ASIDE = "une grange, derrière la maison"  # words nobody may read
FAR = Point(-4.0, 48.4)  # a place that a commune or a department says nothing of


class Betrayed(Exception):
    """A record that tells what must stay hidden: a fault of ours, that stops here."""


def checked(
    seen: Accepted, record: Record, told: Callable[[Accepted], Record | None]
) -> Record:  # fmt: skip
    """Return a record as it is, unless its twin is told otherwise; raise Betrayed then."""
    if record.precision != EXACT and told(twin(seen, record)) != record:
        raise Betrayed(str(record.uuid))
    return record


def twin(seen: Accepted, record: Record) -> Accepted:
    """The same public fact with other secrets: place, hour, words, names, inventory, campaign."""
    place = Point(*cell_centre(record.cell)) if record.cell else FAR
    return seen._replace(
        place=place,
        accuracy_m=(seen.accuracy_m or 0) + 7,
        signed=ASIDE,
        origin=ASIDE,
        wikidata="Q1",
        cited_name=seen.cited_name if record.cited_name else ASIDE,
        answers={**seen.answers, "": ASIDE},  # asked by no protocol
        former=(),
        author_id=seen.author_id + 1,
        campaign=ASIDE,
        campaign_marks=(ASIDE,),
        received_at=_same_day(seen.received_at),
        decided_at=_same_day(seen.decided_at),
        changed_at=_same_day(seen.changed_at),
    )


def _same_day(at: datetime) -> datetime:
    other = at + timedelta(hours=1)
    return other if other.date() == at.date() else at - timedelta(hours=1)
