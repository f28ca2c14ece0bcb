"""GeoJSON (RFC 7946) of felt heat by squares: the lines of cells.csv, each with its square."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.languages import LANGUAGES, words
from exports.felt_temperature import Group, Tally, facts
from exports.format import Add, Format, lines_with
from exports.records import Dataset


def feature(group: Group) -> dict[str, Any]:
    month, hours = group.when
    return {
        "type": "Feature",
        "id": f"{group.square.name}-{month}-{hours}",
        "geometry": {"type": "Polygon", "coordinates": [group.square.outline()]},
        "properties": facts(group),
    }


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    """Gather the votes; only what enough people said is written, at the end."""
    tally = Tally()
    yield tally.add
    lines = ",\n".join(_json(feature(group)) for group in tally.groups())
    text = f'{_json(_head(dataset))[:-1]},"features":[\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def _head(dataset: Dataset) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "name": dataset.code,
        "title": words(dataset.title, LANGUAGES[0]),
        "licence": dataset.licence.url,
        "attribution": dataset.attribution,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


FORMAT = Format(
    file="cells.geojson",
    title={"fr": "Carte par carrés (GeoJSON)", "en": "Map by squares (GeoJSON)"},
    media_type="application/geo+json",
    write=write,
    count=lines_with(b'"type":"Feature",'),
    standard="heat",
    publication="cells",
)
