"""Communes of no country: hexagons over France, a hundred vertices each, the same each time."""

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path

from shapely import Polygon
from shapely.geometry import mapping

SEED = 3
WEST, SOUTH, EAST, NORTH = -4.5, 42.5, 8.0, 51.0
STEPS = 17  # vertices of a side: six sides make a hundred
DEPARTMENTS = [f"{number:02}" for number in range(1, 96) if number != 20]

Position = tuple[float, float]


def write(file: Path, count: int) -> int:
    with file.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        for number, shape in enumerate(outlines(count)):
            code = f"{DEPARTMENTS[number // 400]}{number % 400 + 1:03}"
            told = {
                "code": code,
                "nom": f"Commune {number}",
                "codeEpci": f"{200000000 + number // 30}",
            }
            feature = {"type": "Feature", "properties": told, "geometry": mapping(shape)}
            out.write((",\n" if number else "") + json.dumps(feature))
        out.write("]}")
    return count


def outlines(count: int) -> Iterator[Polygon]:
    """Hexagons side by side over France; each side is drawn once for the two it parts."""
    width = math.sqrt((EAST - WEST) * (NORTH - SOUTH) / count / 0.75)
    columns = int((EAST - WEST) / width)
    for number in range(count):
        row, column = divmod(number, columns)
        x, y = WEST + (column + row % 2 / 2) * width, SOUTH + row * width * 0.75
        half, quarter = width / 2, width / 4
        corners = [
            (x, y + 2 * quarter), (x - half, y + quarter), (x - half, y - quarter),
            (x, y - 2 * quarter), (x + half, y - quarter), (x + half, y + quarter),
        ]  # fmt: skip
        ring: list[Position] = []
        for begin, end in zip(corners, [*corners[1:], corners[0]], strict=True):
            ring += side(begin, end)
        yield Polygon(ring)


def side(begin: Position, end: Position) -> list[Position]:
    """A ragged line from one corner to before the other, the same from both ends."""
    first, last = sorted([rounded(begin), rounded(end)])
    chance = random.Random(f"{SEED} {first} {last}")
    points = [first]
    for at in range(1, STEPS):
        share, aside = at / STEPS, chance.uniform(-0.02, 0.02)
        dx, dy = last[0] - first[0], last[1] - first[1]
        points.append(
            rounded((first[0] + share * dx - aside * dy, first[1] + share * dy + aside * dx))
        )
    points.append(last)
    return points[:-1] if rounded(begin) == first else points[:0:-1]


def rounded(place: Position) -> Position:
    return round(place[0], 5), round(place[1], 5)
