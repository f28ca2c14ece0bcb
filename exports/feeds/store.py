"""Read what is new from the files of releases: a feed holds nothing that they do not."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from config import files, towns
from config.database import Session
from exports.datasets import store as releases
from exports.datasets.cutting.writing import lines_of
from exports.datasets.rules import path
from exports.datasets.tables import Release
from exports.datasets.writing import CHANGES
from exports.feeds.rules import MOST, Entry, New, newest

STARTS = b'{"type":"Feature","id":"'
UUID_LENGTH = 36


def lately(session: Session, dataset: str) -> list[Entry]:
    """Tell the records that the last releases added and that the newest one still holds."""
    made = releases.of(session, dataset)
    if not made or f"{dataset}.geojson" not in made[0].files:
        return []
    found = newest(islice(_added(made), MOST))
    file = path(towns.served(), dataset, made[0].number, f"{dataset}.geojson")
    digest = made[0].files[f"{dataset}.geojson"]["sha256"]
    told = rows(file, digest, frozenset(one.uuid for one in found))
    return [Entry(one, told[one.uuid]) for one in found if one.uuid in told]


def _added(made: Sequence[Release]) -> Iterator[New]:
    for release in made:
        file = path(towns.served(), release.dataset, release.number, CHANGES)
        if release.published_at is None or not files.store().has(file):
            continue
        lines = (line.decode() for line in lines_of(files.store().stream(file)))
        for uuid, change, *_ in csv.reader(lines):
            if change == "added":
                yield New(release.number, uuid, release.published_at)


@lru_cache(maxsize=16)
def rows(file: str, digest: str, wanted: frozenset[str]) -> Mapping[str, Mapping[str, Any]]:  # noqa: ARG001
    """Read some rows of a file that never changes; its digest is what it is remembered by."""
    found = {}
    for line in lines_of(files.store().stream(file)) if wanted else ():
        uuid = line[len(STARTS) : len(STARTS) + UUID_LENGTH].decode(errors="replace")
        if uuid in wanted and line.startswith(STARTS):
            found[uuid] = json.loads(line.rstrip(b",\r\n"))["properties"]
    return found
