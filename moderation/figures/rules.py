"""Weeks as a page tells them: pure, from instants and counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from moderation.readings.rules import SHOWN_FROM

CLOCK = ZoneInfo("Europe/Paris")
WEEKS = 12
DAY = timedelta(days=1)


class Week(NamedTuple):
    """A week, from its Monday."""

    first_day: date
    received: int
    answered: int  # first answers given, a question being one
    waiting: int  # at its end
    days: float | None  # median, from arrival to the first answer
    slow_days: float | None  # nine in ten came sooner
    read: int  # second readings done
    agreed: int

    @property
    def agreement(self) -> int | None:
        """Per cent; nothing of so few readings that they would tell of somebody."""
        return round(100 * self.agreed / self.read) if self.read >= SHOWN_FROM else None


def mondays(now: datetime, number: int = WEEKS) -> list[date]:
    """The first days of the last weeks, by the calendar of France; this week is the last."""
    today = now.astimezone(CLOCK).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=back) for back in reversed(range(number))]


def starts(monday: date) -> datetime:
    """The instant a day begins in France."""
    return datetime.combine(monday, time(), CLOCK).astimezone(UTC)


def monday_of(moment: datetime) -> date:
    day = moment.astimezone(CLOCK).date()
    return day - timedelta(days=day.weekday())


def weeks(
    days: Sequence[date], counted: Mapping[str, Mapping[date, int]],
    answers: Iterable[tuple[datetime, datetime]], readings: Iterable[tuple[datetime, bool]],
) -> list[Week]:  # fmt: skip
    """Gather the weeks that begin on some days.

    counted: `received` and `waiting`, by first day; answers: received, answered; readings: when,
    and whether the second reader agreed.
    """
    delays: dict[date, list[float]] = {day: [] for day in days}
    for received, answered in answers:
        delays.get(monday_of(answered), []).append(max(0.0, (answered - received) / DAY))
    agreed: dict[date, list[bool]] = {day: [] for day in days}
    for read, agrees in readings:
        agreed.get(monday_of(read), []).append(agrees)
    return [
        Week(
            day,
            counted["received"].get(day, 0),
            len(delays[day]),
            counted["waiting"].get(day, 0),
            median(delays[day]) if delays[day] else None,
            at_most(delays[day], 90) if delays[day] else None,
            len(agreed[day]),
            sum(agreed[day]),
        )
        for day in days
    ]


def at_most(values: Sequence[float], share: int) -> float:
    """The value that a share of them (per cent) does not exceed; values: at least one."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered) / 100) - 1)]


def whole(found: Sequence[Week], answers: Sequence[tuple[datetime, datetime]]) -> Week:
    """All the weeks as one: what waits is what waits today."""
    delays = [max(0.0, (answered - received) / DAY) for received, answered in answers]
    return Week(
        found[0].first_day,
        sum(one.received for one in found),
        sum(one.answered for one in found),
        found[-1].waiting,
        median(delays) if delays else None,
        at_most(delays, 90) if delays else None,
        sum(one.read for one in found),
        sum(one.agreed for one in found),
    )


class Bar(NamedTuple):
    """A bar of a chart: where it begins, how wide and how high, in units of the sheet."""

    x: float
    y: float
    width: float
    height: float


class Chart(NamedTuple):
    """Bars side by side, a group for each week."""

    bars: Sequence[Sequence[Bar | None]]  # by series, then week; nothing where nothing is known
    most: float  # what the highest bar stands for


SHEET = (720, 180)  # units: width, height of the bars


def chart(*series: Sequence[float | None]) -> Chart:
    """Draw series of numbers, as many each, as bars."""
    width, _ = SHEET
    most = max((value for one in series for value in one if value is not None), default=0)
    step = width / max(1, len(series[0]))
    wide = step * 0.8 / len(series)
    bars = [
        [
            None if value is None else _bar(at * step + step * 0.1 + nth * wide, wide, value, most)
            for at, value in enumerate(one)
        ]
        for nth, one in enumerate(series)
    ]
    return Chart(bars, most)


def _bar(x: float, wide: float, value: float, most: float) -> Bar:
    tall = SHEET[1] * value / most if most else 0
    return Bar(round(x, 1), round(SHEET[1] - tall, 1), round(wide - 1, 1), round(tall, 1))
