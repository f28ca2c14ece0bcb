"""GeoJSON: each feature is a row, read as it comes; its properties are the columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from citizen.imports.sources.rows import Reading, Row, Source, To, broken, texts
from config.features import Layer
from config.features import opened as features_of
from config.reports import Unreadable


@contextmanager
def opened(file: Path, _reading: Reading) -> Iterator[Source]:
    """Open a collection of features."""
    with refusing(), features_of(file) as layer:
        yield Source("GeoJSON", layer.length, rows_of(layer), projection=layer.projection)


@contextmanager
def refusing() -> Iterator[None]:
    """Tell what cannot be read as a refusal of the file."""
    try:
        yield
    except Unreadable as error:
        raise broken(error) from None


def rows_of(layer: Layer):  # type: ignore[no-untyped-def]
    def rows(to: To) -> Iterator[Row]:
        for number, properties, geometry in layer.features(to):
            yield Row(number, texts(properties), geometry)

    return rows
