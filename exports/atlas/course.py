"""The course of a lasting thing through the years: each visit in a table, one number as a line."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from config.protocols.protocol import Protocol
from config.protocols.question import Question
from exports.atlas.words import answer_told
from exports.records import Record, Visit

WIDTH, HEIGHT = 400, 160  # of the sheet
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 14, 26  # margins, where the scales are written


class Point(NamedTuple):
    """One measure on the sheet."""

    x: float
    y: float
    day: date
    value: float


class Line(NamedTuple):
    """A number through the years: its points, oldest first, and the ends of its scale."""

    question: Question
    points: Sequence[Point]
    low: float
    high: float

    @property
    def path(self) -> str:
        return "M" + " L".join(f"{one.x:g} {one.y:g}" for one in self.points)


def told(record: Record, protocol: Protocol) -> dict[str, Any]:
    """What the page of a lasting thing shows of its course."""
    drawn = line(record, protocol) if protocol.visits else None
    return {"line": drawn, "visited": table(record, protocol), "sheet": (WIDTH, HEIGHT, LEFT)}


def line(record: Record, protocol: Protocol) -> Line | None:
    """Draw the number a protocol follows; nothing when it was not measured twice."""
    name = protocol.visits.drawn if protocol.visits else ""
    measured = [(one.last_day, one.answers[name]) for one in record.visits if name in one.answers]
    if not name or len(measured) < 2:
        return None
    values = [value for _, value in measured]
    low, high = min(values), max(values)
    return Line(protocol.question(name), [*_points(measured, low, high)], low, high)


def _points(measured: Sequence[tuple[date, float]], low: float, high: float) -> Sequence[Point]:
    first, last = measured[0][0], measured[-1][0]
    wide, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return [
        Point(
            round(LEFT + wide * _share((day - first).days, (last - first).days), 1),
            round(TOP + tall * (1 - _share(value - low, high - low)), 1),
            day,
            value,
        )
        for day, value in measured
    ]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.5


def table(record: Record, protocol: Protocol) -> tuple[list[Question], list[list[str]]]:
    """What visits found: the questions that were answered, and their answers, visit by visit."""
    asks = protocol.visits.asks if protocol.visits else ()
    given = {name for one in record.visits for name in one.answers if name in asks}
    asked = [question for question in protocol.ever_asked if question.name in given]
    return asked, [[_cell(question, one) for question in asked] for one in record.visits]


def _cell(question: Question, visit: Visit) -> str:
    value = visit.answers.get(question.name)
    return "" if value is None else answer_told(question, value)
