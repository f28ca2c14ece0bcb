"""How felt heat is counted: by squares, months and hours, and never fewer than five people.

No published group holds another, or a part of another: nothing can be told by subtraction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from exports.records import Vote
from reference.territories.grids import FINEST, Square, square_of

LEAST_PEOPLE = 5
LEAST_ANSWERS = 11
SIZES = (FINEST, 600, 1000)  # metres: where a square is too small, a larger one may be enough
CLASSES = range(-3, 4)  # cold to hot
FELT = (  # the columns of the classes
    *("felt_minus_3", "felt_minus_2", "felt_minus_1", "felt_0"),
    *("felt_plus_1", "felt_plus_2", "felt_plus_3"),
)
HOT = 2  # warm or hot, in the words of the scale
DAWN = timedelta(hours=6)  # a night belongs to the day it follows, and so to that day's month
BANDS = {  # hours: day and night are never pooled
    "06-11": range(6, 11),
    "11-15": range(11, 15),
    "15-20": range(15, 20),
    "20-06": (*range(20, 24), *range(6)),
}
BAND_OF = {hour: name for name, hours in BANDS.items() for hour in hours}
TRUSTED = 1.959964  # standard deviations around a share: 95 %

Given = dict[tuple[int, int], tuple[datetime, int]]  # person and hour → when, and the sensation


class When(NamedTuple):
    month: str  # "2026-07"
    hours: str  # "15-20"


class Group(NamedTuple):
    """The answers of enough people, in one square, one month and one part of the day."""

    when: When
    square: Square
    people: int
    counts: tuple[int, ...]  # of each class, coldest first

    @property
    def answers(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Tally:
    """The answers that count: one of each person in each hour and smallest square."""

    given: dict[When, dict[Square, Given]] = field(default_factory=dict)

    def add(self, vote: Vote) -> None:
        """Count an answer given on the spot; of several in one hour, the first."""
        if vote.answers.get("answer_mode") != "in-situ":
            return
        month = (vote.at - DAWN).strftime("%Y-%m")
        squares = self.given.setdefault(When(month, BAND_OF[vote.at.hour]), {})
        answers = squares.setdefault(square_of(vote.longitude, vote.latitude), {})
        hour = vote.at.toordinal() * 24 + vote.at.hour
        _keep_first(answers, {(vote.person, hour): (vote.at, vote.answers["sensation"])})

    def groups(self) -> Iterator[Group]:
        """Tell what may be published, in order of time, then of place."""
        for when, squares in sorted(self.given.items()):
            for square, answers in sorted(publishable(squares)):
                yield Group(when, square, _people(answers), _counts(answers))


def publishable(given: Mapping[Square, Given]) -> Iterator[tuple[Square, Given]]:
    """Yield the squares with enough people; where none is, larger ones that touch no other."""
    taken: set[Square] = set()
    for size in SIZES:
        gathered: dict[Square, Given] = {}
        for small, answers in given.items():
            _keep_first(gathered.setdefault(small.around(size), {}), answers)
        for square, answers in gathered.items():
            if _is_enough(answers) and taken.isdisjoint(square.within()):
                taken |= square.within()
                yield square, answers


def facts(group: Group) -> dict[str, str | int | float]:
    """Tell a group as its files do: an order has a median and quartiles, no mean."""
    share = sum(group.counts[CLASSES.index(HOT) :]) / group.answers
    low, high = interval(share, group.answers)
    return {
        "month": group.when.month,
        "hours": group.when.hours,
        "cell": group.square.name,
        "size_m": group.square.size,
        "people": group.people,
        "answers": group.answers,
        **dict(zip(FELT, group.counts, strict=True)),
        "first_quartile": quantile(group.counts, 0.25),
        "median": quantile(group.counts, 0.5),
        "third_quartile": quantile(group.counts, 0.75),
        "hot_share": round(share, 3),
        "hot_share_low": round(low, 3),
        "hot_share_high": round(high, 3),
    }


def quantile(counts: Sequence[int], share: float) -> int:
    """The class this share of the answers reaches, coldest first."""
    reached = zip(CLASSES, accumulate(counts), strict=True)
    return next(felt for felt, so_far in reached if so_far >= share * sum(counts))


def interval(share: float, number: int) -> tuple[float, float]:
    """Wilson's interval, at 95 %: honest where the answers are few."""
    doubt = TRUSTED**2 / number
    middle = (share + doubt / 2) / (1 + doubt)
    half = sqrt(doubt * share * (1 - share) + doubt**2 / 4) / (1 + doubt)
    return max(0.0, middle - half), min(1.0, middle + half)


def _keep_first(answers: Given, others: Given) -> None:
    for key, answer in others.items():
        answers[key] = min(answer, answers.get(key, answer))


def _is_enough(answers: Given) -> bool:
    return len(answers) >= LEAST_ANSWERS and _people(answers) >= LEAST_PEOPLE


def _people(answers: Iterable[tuple[int, int]]) -> int:
    return len({person for person, _hour in answers})


def _counts(answers: Given) -> tuple[int, ...]:
    felt = [sensation for _at, sensation in answers.values()]
    return tuple(felt.count(one) for one in CLASSES)
