"""Which grey points a reader asks to see: of a theme, in a place; no other filter can name them."""

from collections.abc import Callable

from shapely import Polygon

from config.database import Session
from exports.atlas.filters.rules import Asked
from exports.datasets.cutting.rules import Told
from exports.provisional import store
from exports.provisional.rules import Dot
from reference.sensitivity.rules import EXACT
from reference.territories.grids import square_named


def shown(session: Session, asked: Asked, holds: Callable[[Told], bool]) -> list[Dot]:
    """The grey points asked for; none under a filter that only what is published answers."""
    if asked.is_of_released:
        return []
    found = (one for one in store.shown(session) if asked.theme in {"", one.protocol})
    return [one for one in found if not asked.territory or holds(_told(one))]


def _told(one: Dot) -> Told:
    """Where a grey point is: all of its square."""
    return Told(EXACT, "", "", "", lambda: Polygon(square_named(one.square).outline()))
