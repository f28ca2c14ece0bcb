"""GeoParquet 1.1: columns for analysis, shapes in WKB (WGS 84), each with its box.

The columns are those of the GeoPackage. Readers skip what lies elsewhere by the box of a group.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from struct import Struct
from typing import Any

from pyproj import CRS
from shapely import Point, to_wkb
from shapely.geometry.base import BaseGeometry

from config.languages import LANGUAGES
from exports.columns import POSITION, columns
from exports.facts import Value, place, values
from exports.format import Add, Column, Format
from exports.parquet.beside import Layout, rows, written
from exports.records import Dataset, Record

GEOMETRY, BOX = "geometry", "bbox"
EDGES = ("xmin", "ymin", "xmax", "ymax")
PLAIN = Struct("<BIdd")  # a point in well-known binary: little-endian, type 1
# A phone may send 2.0 for the code 2; a column of Parquet holds one type.
AS: Mapping[str, Callable[[Any], Value]] = {"integer": int, "number": float, "string": str}


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    told = [column for column in columns(dataset.protocol) if column.name not in POSITION]
    whole = _Whole()

    with written(path, _layout(dataset, told)) as (add_row, end):

        def add(record: Record) -> None:
            shape, known = place(record), values(record, dataset.protocol)
            whole.widen(shape)
            cells = (_cell(column, known.get(column.name)) for column in told)
            add_row((*cells, shape and _wkb(shape), shape and shape.bounds))

        yield add
        end({"geo": json.dumps(whole.told(), separators=(",", ":"), sort_keys=True)})


def _layout(dataset: Dataset, told: list[Column]) -> Layout:
    types = {column.name: column.type for column in told}
    about = {
        "title": dataset.title[LANGUAGES[0]],
        "attribution": dataset.attribution,
        "licence": dataset.licence.url,
        "source": dataset.url,
    }
    return Layout({**types, GEOMETRY: "geometry", BOX: "box"}, about)


def _cell(column: Column, value: Value) -> Value:
    return AS[column.type](value) if value is not None and column.type in AS else value


def _wkb(shape: BaseGeometry) -> bytes:
    if isinstance(shape, Point):
        return PLAIN.pack(1, 1, shape.x, shape.y)
    return bytes(to_wkb(shape, byte_order=1))


class _Whole:
    """What the file tells of all its shapes."""

    def __init__(self) -> None:
        self.types: set[str] = set()
        self.box: tuple[float, ...] | None = None

    def widen(self, shape: BaseGeometry | None) -> None:
        if shape is None:
            return
        self.types.add(shape.geom_type)
        west, south, east, north = shape.bounds
        if self.box:
            lows, highs = self.box[:2], self.box[2:]
            west, south = min(west, lows[0]), min(south, lows[1])
            east, north = max(east, highs[0]), max(north, highs[1])
        self.box = (west, south, east, north)

    def told(self) -> dict[str, Any]:
        """The `geo` metadata of GeoParquet."""
        column: dict[str, Any] = {
            "encoding": "WKB",
            "geometry_types": sorted(self.types),
            "crs": _crs(),
            "orientation": "counterclockwise",
            "covering": {"bbox": {edge: [BOX, edge] for edge in EDGES}},
        }
        if self.box:
            column["bbox"] = self.box
        return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


@cache
def _crs() -> dict[str, Any]:
    """WGS 84, longitude first, as PROJJSON."""
    return CRS("OGC:CRS84").to_json_dict()


FORMAT = Format(
    file="{dataset}.parquet",
    title={"fr": "GeoParquet, pour l'analyse", "en": "GeoParquet, for analysis"},
    media_type="application/vnd.apache.parquet",
    write=write,
    count=rows,
)
