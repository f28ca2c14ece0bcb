"""What the printed atlas draws: the commune and its points, months, answers. Vectors only."""

from collections.abc import Iterable, Sequence
from typing import Any

from shapely import Geometry, get_coordinates, get_parts, get_rings

from exports.atlas.drawing import Frame

GROUND, EDGE = (238, 243, 230), (125, 144, 116)
Colour = tuple[int, int, int]
SCALE = (  # of felt heat, coldest first
    (43, 92, 158), (91, 143, 201), (174, 203, 230), (233, 228, 212),
    (246, 196, 139), (229, 129, 75), (179, 57, 31),
)  # fmt: skip
DOT = 0.7  # mm
HIGHEST = 150.0  # mm, of the map


def commune(
    pdf: Any, outline: Geometry, points: Iterable[tuple[float, float]], accent: Colour
) -> None:
    """Draw the outline of the commune and a dot at each place that is published exactly."""
    frame = Frame.around([outline])
    if frame is None:
        return
    scale = min(pdf.epw / frame.width, HIGHEST / frame.height)
    top = pdf.get_y()
    pdf.set_draw_color(*EDGE)
    pdf.set_fill_color(*GROUND)
    pdf.set_line_width(0.3)
    for part in get_parts(outline):
        ring = get_coordinates(get_rings(part)[0]).tolist()
        pdf.polygon([_at(pdf, frame, scale, top, point) for point in ring], style="DF")
    pdf.set_fill_color(*accent)
    for point in points:
        x, y = _at(pdf, frame, scale, top, point)
        pdf.circle(x, y, DOT, style="F")
    pdf.set_y(top + frame.height * scale + 3)


def _at(
    pdf: Any, frame: Frame, scale: float, top: float, point: Sequence[float]
) -> tuple[float, float]:
    x, y = frame.at(point[0], point[1])
    return pdf.l_margin + x * scale, top + y * scale


def months(
    pdf: Any, box: tuple[float, float, float, float], counts: Sequence[int], accent: Colour
) -> None:
    """Draw twelve bars in a box: left, top, width, height, in millimetres."""
    left, top, width, height = box
    most = max(counts) or 1
    pdf.set_fill_color(*accent)
    pdf.set_draw_color(*EDGE)
    pdf.set_line_width(0.1)
    pdf.line(left, top + height, left + width, top + height)
    for number, count in enumerate(counts):
        if count:
            high = max(height * count / most, 0.4)
            pdf.rect(left + number * width / 12, top + height - high, width / 12 * 0.8, high, "F")


def answers(pdf: Any, box: tuple[float, float, float, float], counts: Sequence[int]) -> None:
    """Draw the answers of a square, coldest first, each as wide as it is frequent."""
    left, top, width, height = box
    total = sum(counts) or 1
    for colour, count in zip(SCALE, counts, strict=True):
        pdf.set_fill_color(*colour)
        pdf.rect(left, top, width * count / total, height, "F")
        left += width * count / total
