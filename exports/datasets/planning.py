"""What the next release of a dataset would be: as it is described, compared with the one before."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from config import towns
from config.database import Session, reading
from exports.datasets import changes, jobs, store, subjects
from exports.datasets.declared import store as declared
from exports.datasets.tables import Release
from exports.datasets.writing import CHANGES, former_index
from exports.records import Dataset, Record


def planned(code: str) -> dict[str, Any]:
    """Say what the next release would add, change and withdraw."""
    with reading() as session, tempfile.TemporaryDirectory() as folder:
        if subjects.known(session, code).protocol.publication == "cells":
            return {"dataset": code, "plan": "published by cells: no record to compare"}
        dataset = coming(session, code)
        found = declared.published(session, dataset)
        counted = compared(session, dataset, found, Path(folder))
    return {"dataset": code, "release": dataset.release, **counted}


def coming(session: Session, code: str) -> Dataset:
    """The dataset as its next release would publish it, now."""
    last = store.last_told(session, code)
    number = last.number + 1 if last else 1
    return jobs.described(session, Release(dataset=code, number=number, town_id=towns.served()))


def compared(
    session: Session, dataset: Dataset, found: Iterable[Record], folder: Path
) -> dict[str, int]:
    """Count what records add, change and withdraw; the list of it is left in a folder."""
    before = former_index(store.last_told(session, dataset.code))
    now = (changes.line(one) for one in found)
    return changes.write(changes.between(before, now), folder / CHANGES)
