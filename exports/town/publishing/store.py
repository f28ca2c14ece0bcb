"""Make the next release of a sample, in a folder that is thrown away, by the code of releases."""

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from citizen.observations.rules import OPEN_STATUSES
from citizen.observations.tables import Observation
from config.database import Session
from exports import store as records
from exports.datasets import planning
from exports.datasets.declared import store as declared
from exports.datasets.subjects import Subject
from exports.datasets.writing import SINP, faults, feed
from exports.format import Format
from exports.formats import chosen
from exports.records import Dataset, Record
from exports.rows.store import ACCEPTED, LEVELS, NEVER
from exports.town.publishing.rules import Tally
from exports.town.publishing.samples import Outlet, is_read, outlet

SAMPLE = 20  # records that every file is made of
CHECKED = 500  # that the checks of the SINP are made of
WAITS, SECRET, UNSURE, PUBLIC = "waits", "secret", "unsure", ""  # why one stays out


class Look(NamedTuple):
    """The next release, as it would be now."""

    dataset: Dataset
    outlets: list[Outlet]
    counted: Mapping[str, int]  # what it adds, changes, withdraws; nothing by cells
    tally: Tally
    refused: Mapping[str, int]  # checks of the SINP that lines fail → how many
    given: int  # records that the files were made of


def look(session: Session, about: Subject) -> Look:
    """Read every record once, as a release does, and write the files of the first ones."""
    dataset, tally = planning.coming(session, about.code), Tally()
    formats = chosen(about.protocol, about.declared.formats)
    with tempfile.TemporaryDirectory(prefix="brindille-") as place:
        folder = Path(place)
        if about.protocol.publication == "cells":
            feed(formats, dataset, folder, records.votes(session, about.protocol))
            return Look(dataset, _outlets(formats, dataset, folder, 0), {}, tally, {}, 0)
        found = declared.published(session, dataset)
        first = [*islice(found, CHECKED)]
        feed([*filter(is_read, formats)], dataset, folder, first[:SAMPLE])
        given = min(len(first), SAMPLE)
        shown = _outlets(formats, dataset, folder, given)
        refused = _refused(formats, dataset, folder, first)
        passing = tally.of(chain(first, found))
        counted = planning.compared(session, dataset, passing, folder)
    return Look(dataset, shown, counted, tally, refused, given)


def _outlets(formats: Sequence[Format], dataset: Dataset, folder: Path, given: int) -> list[Outlet]:
    return [outlet(one, folder / one.file_of(dataset.code), given) for one in formats]


def _refused(
    formats: Sequence[Format], dataset: Dataset, folder: Path, first: Sequence[Record]
) -> Mapping[str, int]:
    """Count what the receivers of the SINP would refuse, by the check that says so."""
    wanted = [one for one in formats if one.file_of(dataset.code) == SINP]
    feed(wanted, dataset, folder, first)
    return Counter(fault.code for fault in faults(folder / SINP, dataset))


def kept_back(session: Session, about: Subject, total: int) -> dict[str, int]:
    """Count the observations that stay out, by what keeps each; total: the records that go out."""
    asked = select(
        Observation.status, Observation.level, Observation.sensitivity, func.count()
    ).where(Observation.protocol == about.protocol.code)
    if about.campaign:
        asked = asked.where(Observation.campaign == about.campaign)
    counted = Counter[str]()
    by_state = asked.group_by(Observation.status, Observation.level, Observation.sensitivity)
    for status, level, sensitivity, number in session.execute(by_state):
        counted[why(status, level, sensitivity)] += number
    told = counted.pop(PUBLIC, 0)
    if about.protocol.publication == "records" and told > total:
        counted["elsewhere"] = told - total
    return dict(sorted(counted.items()))


def why(status: str, level: int | None, sensitivity: int) -> str:
    """Say why an observation is not told; nothing where it may be."""
    if status != ACCEPTED:
        return WAITS if status in OPEN_STATUSES else status
    if sensitivity >= NEVER:
        return SECRET
    return PUBLIC if level in LEVELS else UNSURE
