"""Find the communes that a town may publish apart, and the places a dataset may be of."""

from sqlalchemy import or_, select

from config import towns
from config.database import Session
from exports.datasets.cutting.store import Known, known
from reference.territories import store as territories
from reference.territories.tables import Territory


def communes(session: Session) -> list[Known]:
    """List the communes that the town is one of, or groups: those of its EPCI; else itself."""
    served = towns.served_town(session)
    town = territories.of_code(session, served.code)
    group = (town.epci if town else served.code) or None
    found = select(Territory.code, Territory.name).where(
        or_(Territory.code == served.code, Territory.epci == group),
        Territory.kind == "commune",
        Territory.until.is_(None),
    )
    rows = session.execute(found.order_by(Territory.folded, Territory.code))
    return [Known(code, name, "commune") for code, name in rows]


def places(session: Session) -> list[Known]:
    """List what a dataset may be of, communes first, then around and within."""
    near = communes(session)
    codes = {one.code for one in near}
    return [*near, *(one for one in known(session) if one.code not in codes)]
