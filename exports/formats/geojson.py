"""GeoJSON (RFC 7946): one feature per line, properties as in the columns of the CSV table."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from shapely.geometry import mapping

from config.languages import LANGUAGES
from config.protocols.protocol import Protocol
from exports.facts import place, values
from exports.format import Add, Format, lines_with
from exports.records import Dataset, Record


def feature(record: Record, protocol: Protocol) -> dict[str, Any]:
    """Return a record as a feature; without a place its geometry is null."""
    drawn = place(record)
    return {
        "type": "Feature",
        "id": str(record.uuid),
        "geometry": drawn and mapping(drawn),
        "properties": values(record, protocol),
    }


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    between = chain(["\n"], repeat(",\n"))

    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_json(_head(dataset))[:-1] + ',"features":[')

        def add(record: Record) -> None:
            file.write(next(between) + _json(feature(record, dataset.protocol)))

        yield add
        file.write("\n]}\n")


def _head(dataset: Dataset) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "name": dataset.code,
        "title": dataset.title[LANGUAGES[0]],
        "licence": dataset.licence.url,
        "attribution": dataset.attribution,
    }


def _json(value: Any) -> str:
    # default=str writes days as ISO 8601
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str
    )


FORMAT = Format(
    file="{dataset}.geojson",
    title={"fr": "GeoJSON", "en": "GeoJSON"},
    media_type="application/geo+json",
    write=write,
    count=lines_with(b'"type":"Feature",'),
)
