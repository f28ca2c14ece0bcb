"""The packed Hilbert R-tree of FlatGeobuf: boxes sorted along a curve, sixteen under each above."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

NODE_SIZE = 16
TOGETHER = 512  # nodes written at once
SIDE = 1 << 16  # of the square the curve fills
NODE = np.dtype([("box", "<f8", 4), ("offset", "<u8")])
NOWHERE = (np.inf, np.inf, -np.inf, -np.inf)  # meets no box, widens none

Boxes = NDArray[np.float64]


def extent(boxes: Boxes) -> tuple[float, float, float, float] | None:
    """The box around all; nothing when none has a place."""
    if not len(boxes) or not np.isfinite(west := boxes[:, 0].min()):
        return None
    return (
        float(west),
        float(boxes[:, 1].min()),
        float(boxes[:, 2].max()),
        float(boxes[:, 3].max()),
    )


def order(boxes: Boxes, around: tuple[float, float, float, float]) -> NDArray[np.int64]:
    """Say in which order boxes follow the curve; those without a place come last, as they came."""
    west, south, east, north = around
    placed = np.isfinite(boxes[:, 0])
    ranks = np.full(len(boxes), SIDE * SIDE, dtype=np.int64)
    ranks[placed] = _along(
        _scaled(boxes[placed, 0], boxes[placed, 2], west, east),
        _scaled(boxes[placed, 1], boxes[placed, 3], south, north),
    )
    return np.argsort(ranks, kind="stable")


def _scaled(low: Boxes, high: Boxes, least: float, most: float) -> NDArray[np.int32]:
    width = (most - least) or 1.0
    return np.floor((SIDE - 1) * ((low + high) / 2 - least) / width).astype(np.int32)


def _along(x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.int64]:
    """How far along the Hilbert curve each point of the square is."""
    ranks = np.zeros(len(x), dtype=np.int64)
    side = SIDE // 2
    while side:
        right, up = (x & side) > 0, (y & side) > 0
        ranks += np.int64(side * side) * ((3 * right) ^ up)
        flipped = ~up & right
        x, y = np.where(flipped, SIDE - 1 - x, x), np.where(flipped, SIDE - 1 - y, y)
        x, y = np.where(up, x, y), np.where(up, y, x)
        side //= 2
    return ranks


def nodes(boxes: Boxes, offsets: NDArray[np.uint64]) -> Iterator[bytes]:
    """Yield the levels of the tree, the root first; boxes and offsets are in the order of the file.

    offsets: of features, from the first; a node of a level above has the rank of its first child.
    """
    levels = [boxes]
    while len(levels[-1]) > 1 or len(levels) == 1:
        levels.append(_above(levels[-1]))
    begins = np.cumsum([0, *(len(level) for level in reversed(levels))])[-2::-1]
    leads = [offsets] + [
        at + NODE_SIZE * np.arange(len(level), dtype=np.uint64)
        for at, level in zip(begins, levels[1:], strict=False)
    ]
    for level, led in zip(reversed(levels), reversed(leads), strict=True):
        for at in range(0, len(level), TOGETHER):
            some = slice(at, at + TOGETHER)
            told = np.empty(len(level[some]), NODE)
            told["box"], told["offset"] = level[some], led[some]
            yield told.tobytes()


def _above(boxes: Boxes) -> Boxes:
    """The boxes around each sixteen."""
    starts = np.arange(0, len(boxes), NODE_SIZE)
    low = np.minimum.reduceat(boxes[:, :2], starts)
    return np.hstack([low, np.maximum.reduceat(boxes[:, 2:], starts)])
