"""What other rules would have changed: pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from moderation.opinions.automatic.rules import Trial
from moderation.opinions.rules import ABSTAIN, Facts, Given, Outcome, RuleBook, rule_for, weigh

EXAMPLES = 5  # of each change, on the page


class Judged(NamedTuple):
    """An observation as its opinions tell it: the facts known then, the opinions in order."""

    uuid: UUID
    facts: Facts
    given: Sequence[Given]


class Change(NamedTuple):
    """What an observation's opinions lead to by the rules in force, and by those proposed."""

    uuid: UUID
    protocol: str
    group: str
    opinions: int
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def replayed(judged: Iterable[Judged], in_force: RuleBook, proposed: RuleBook) -> Iterator[Change]:
    """Weigh the same opinions by both rules."""
    for one in judged:
        ways = [_told(weigh(rule_for(book, one.facts), one.facts, one.given), one)
                for book in (in_force, proposed)]  # fmt: skip
        yield Change(one.uuid, one.facts.protocol, one.facts.group, len(one.given), *ways)


def _told(outcome: Outcome, one: Judged) -> str:
    """In words for machines: settled-accept, waits, expert-listed…"""
    if outcome.state != "settled":
        return outcome.name
    last = [given for given in one.given if given.verdict != ABSTAIN][-1]
    return f"settled-{last.verdict}"


class Summary:
    """Counts of what would change, and a few examples of each; whatever the number of records."""

    def __init__(self) -> None:
        self.total = 0
        self.trial: Trial | None = None  # of automatic acceptance, where it is declared
        self.changes: Counter[tuple[str, str]] = Counter()
        self.examples: dict[tuple[str, str], list[Change]] = {}

    def add(self, one: Change) -> None:
        self.total += 1
        way = one.before, one.after
        if one.differs:
            self.changes[way] += 1
            some = self.examples.setdefault(way, [])
            if len(some) < EXAMPLES:
                some.append(one)

    @property
    def changed(self) -> int:
        return self.changes.total()
