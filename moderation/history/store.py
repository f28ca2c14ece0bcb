"""Compare the chain with itself, then with the decisions it tells of."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.chain import store as chain
from moderation.chain.rules import Break, Line, breaks
from moderation.decisions.tables import Decision

TOGETHER = 500  # decisions looked up at once
COMPARED = ("verdict", "certainty", "reason", "organisation", "version", "cd_nom")

Told = dict[str, Any]


def faults(session: Session, to: Callable[[int], None]) -> Iterator[Break]:
    """Say where the chain breaks; where it holds, which decisions are not what it tells.

    to: told the number of each line, as it is read.
    """
    broken = False
    for one in breaks(_counted(session, to), chain.head(session)):
        broken = True
        yield one
    if not broken:
        yield from _compared(session)


def _counted(session: Session, to: Callable[[int], None]) -> Iterator[Line]:
    for line in chain.lines(session):
        to(line.number)
        yield line


def _compared(session: Session) -> Iterator[Break]:
    told = (json.loads(line.told) for line in chain.lines(session))
    lines = (one for one in told if one["kind"] in {"decision", "undo"})
    undone: dict[str, int] = {}  # decisions whose row says so, and no line yet; number of theirs
    while some := list(islice(lines, TOGETHER)):
        yield from _some(session, [one for one in some if one["kind"] == "decision"], undone)
        for one in some:
            if one["kind"] == "undo" and undone.pop(one["decision"], None) is None:
                yield Break(one["number"], f"decision {one['decision']} is told to be undone")
    for uuid, number in undone.items():
        yield Break(number, f"decision {uuid} was undone, and no line tells it")


def _some(session: Session, lines: list[Told], undone: dict[str, int]) -> Iterator[Break]:
    numbers = [UUID(one["decision"]) for one in lines]
    columns = [getattr(Decision, name) for name in COMPARED]
    query = select(
        Decision.uuid, Decision.status_after, Decision.level, Decision.undone_at, *columns
    ).where(Decision.uuid.in_(numbers))
    rows = {row.uuid: row._mapping for row in session.execute(query)}
    for one in lines:
        row = rows.get(UUID(one["decision"]))
        if row is None:
            yield Break(one["number"], f"decision {one['decision']} is gone")
        elif wrong := _differs(one, row):
            yield Break(one["number"], f"decision {one['decision']} was changed: {wrong}")
        elif row["undone_at"] is not None:
            undone[one["decision"]] = one["number"]


def _differs(told: Told, row: Mapping[Any, Any]) -> str:
    """Which of the columns do not hold what was written; "" when all do."""
    wrong = [name for name in COMPARED if told[name] != row[name]]
    wrong += ["status"] if told["status"] != row["status_after"] else []
    return ", ".join(wrong + (["level"] if told["level"] != row["level"] else []))
