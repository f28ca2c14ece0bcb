"""Which of many sendings may be kept together, without any being the other's matter."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from citizen.observations.rules import Submission
from config.problems import Problem


class Item(NamedTuple):
    """One of many: under which identifier, what, and the version its author saw."""

    uuid: UUID
    submission: Submission
    seen: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it names nothing else: no version, no lasting thing, no campaign."""
        return self.seen is None and self.submission.of is None and not self.submission.campaign


Sent = Item | Problem  # a Problem: it was refused when it was read


def runs(items: Iterable[Sent], waited_for: Collection[UUID]) -> Iterator[list[Sent]]:
    """Cut items, in their order, where one may depend on another: it then stands alone.

    waited_for: observations for which something is parked; it may grow between two runs.
    """
    run, known = list[Sent](), set[UUID]()
    for item in items:
        is_apart = not isinstance(item, Problem) and (
            not item.is_plain or item.uuid in known or item.uuid in waited_for
        )
        if is_apart and run:
            yield run
            run, known = [], set()
        if is_apart:
            yield [item]
            continue
        run.append(item)
        known |= set() if isinstance(item, Problem) else {item.uuid}
    if run:
        yield run
