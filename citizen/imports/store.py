"""Bring an inventory in: examined whole first, then kept a batch at a time, resumable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.tables import Account
from citizen.imports.rules import Found, Map, Row, understood
from citizen.observations import intake
from citizen.observations.rules import faults, future_faults
from citizen.observations.tables import Observation
from config import clock
from config.database import transaction
from config.places import Fault
from config.protocols.protocol import Protocol
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon

BATCH = 200


class RowFaults(NamedTuple):
    """What is wrong with a row of the file."""

    line: int
    faults: Sequence[Fault]


@dataclass
class Report:
    """What became of a file: how many rows, kept, known already, matched to a taxon."""

    rows: int = 0
    kept: int = 0
    known: int = 0
    matched: int = 0


def examined(rows: Iterable[Row], mapping: Map, protocol: Protocol) -> Iterator[Found | RowFaults]:
    """Understand and check every row, keeping nothing."""
    for line, row in enumerate(rows, start=2):  # the first line names the columns
        found = understood(row, mapping, protocol)
        wrong = found if isinstance(found, list) else _checked(found, protocol)
        yield RowFaults(line, wrong) if wrong else found  # type: ignore[misc]


def _checked(found: Found, protocol: Protocol) -> list[Fault]:
    now = clock.now()
    return faults(found.submission, protocol, now) or future_faults(found.submission, now)


def keep(found: Iterable[Found], source: str) -> Report:
    """Keep rows already examined; those kept by an import before are left as they are."""
    report, rows = Report(), iter(found)
    while batch := list(islice(rows, BATCH)):
        with transaction() as session:
            author = _inventory(session, source)
            for one in batch:
                _keep(session, one, author, report)
    return report


def _keep(session: Session, found: Found, author: int, report: Report) -> None:
    taxon = taxa.named(session, found.scientific) if found.scientific else None
    named = replace(found.submission.taxon, cd_nom=taxon.cd_nom if taxon else None)
    observation, is_new = intake.keep(
        session,
        found.uuid,
        replace(found.submission, taxon=named),
        author,
        origin=found.origin,
        group=_group(taxon),
    )
    report.rows += 1
    report.matched += taxon is not None
    report.known += not is_new
    report.kept += is_new
    if is_new and found.territory and observation.territory is None:
        there = update(Observation).where(Observation.id == observation.id)
        session.execute(there.values(territory=found.territory))


def _group(taxon: Taxon | None) -> str:
    return taxon.group if taxon else ""


def _inventory(session: Session, source: str) -> int:
    """The account that stands for a source, so that nobody owns its rows."""
    known = session.scalar(
        select(Account.id).where(Account.kind == "inventory", Account.name == source)
    )
    return known or accounts.open_account(session, "inventory", name=source).id
