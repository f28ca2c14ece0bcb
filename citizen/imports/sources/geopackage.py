"""GeoPackage: the rows of its one layer, or of the layer the mapping names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from citizen.imports.sources.geojson import refusing, rows_of
from citizen.imports.sources.rows import Reading, Source
from config.features import opened as features_of


@contextmanager
def opened(file: Path, reading: Reading) -> Iterator[Source]:
    """Open a layer in its own projection."""
    with refusing(), features_of(file, reading.layer) as layer:
        yield Source(
            "GeoPackage", layer.length, rows_of(layer), layer.columns, projection=layer.projection
        )
