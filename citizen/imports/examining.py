"""Examine a file row by row, a batch at a time: what each row would become here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from citizen.imports import sources, store
from citizen.imports.judging import SOME_COLUMNS, Judging
from citizen.imports.mapping.places import is_projection, projection
from citizen.imports.mapping.rules import Map
from citizen.imports.reports import Report
from citizen.imports.rules import Plan
from citizen.imports.sources.rows import Row, Source, To
from config import clock, towns
from config.database import reading
from config.places import Fault
from config.problems import Problem
from config.protocols.protocol import Protocol

BATCH = 200  # rows looked up and kept together


class Order(NamedTuple):
    """What is to be brought in, and how."""

    file: Path
    mapping: Map
    protocol: Protocol
    source: str  # names the inventory


@contextmanager
def opened(order: Order) -> Iterator[tuple[Source, Plan]]:
    """Open a file and plan its reading; refuse a file that lacks a column of the mapping."""
    with sources.opened(order.file, order.mapping.file) as source:
        if source.columns is not None:
            refuse_lacking(order.mapping, source.columns)
        yield source, planned(source, order)


def refuse_lacking(mapping: Map, columns: Sequence[str]) -> None:
    lacking = [(path, name) for name, path in mapping.used.items() if name not in columns]
    if lacking:
        has = ", ".join(sorted(columns)[:SOME_COLUMNS])
        faults = [Fault(path, "map-column", {"column": c, "columns": has}) for path, c in lacking]
        raise Problem("bad-mapping", faults=faults)


def planned(source: Source, order: Order) -> Plan:
    """How the rows of a file are understood: in its own projection, if the mapping tells none."""
    told_by = order.mapping.place.projection or source.projection
    if not is_projection(told_by):
        why = Fault("place.projection", "map-projection", {"projection": told_by[:80]})
        raise Problem("bad-mapping", faults=[why])
    with reading() as session:
        bounds = store.bounds(session, towns.served_town(session).code)
    return Plan(
        order.mapping,
        order.protocol,
        projection(told_by),
        order.source,
        clock.now(),
        tracks_aside=source.kind == "GPX" and "LineString" not in order.protocol.places,
        bounds=bounds,
    )


def examine(order: Order, to: To) -> Report:
    """Examine a whole file and keep nothing of it."""
    report = Report()
    with opened(order) as (source, plan):
        projected = order.mapping.place.projection or source.projection
        report.read = {"kind": source.kind, **source.told, "projection": projected[:80]}
        judging = Judging(plan, report)
        for rows in batches(source.rows(to)):
            found = judging.found(rows)
            with reading() as session:
                for one in judging.completed(session, found):
                    report.count(one)
    if source.columns is None:
        for name in order.mapping.used.keys() - judging.columns.keys():
            values = {"value": name, "column": name, "columns": ", ".join(judging.columns)}
            report.notice(0, Fault(order.mapping.used[name], "map-column", values))
    return report


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
