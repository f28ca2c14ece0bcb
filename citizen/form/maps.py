"""Shapes as the map of a page draws them."""

from shapely import Geometry, get_parts, simplify

FINE = 0.0003  # degrees, some 30 m: enough to recognise a town by its outline

Ring = list[tuple[float, float]]


def rings(shape: Geometry | None) -> list[Ring]:
    """The outer rings of a territory, simplified, latitude first as Leaflet wants them."""
    if shape is None:
        return []
    return [
        [(round(y, 5), round(x, 5)) for x, y in part.exterior.coords]
        for part in get_parts(simplify(shape, FINE))
    ]
