"""Know what the town chose of its looks, and change it from the version one saw."""

from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from citizen.appearance.rules import Logo, Look
from citizen.appearance.tables import Appearance
from config import clock, towns
from config.database import ask, engine, glance

CHOSEN = select(
    Appearance.colour,
    Appearance.logo,
    Appearance.logo_width,
    Appearance.logo_height,
    Appearance.logo_alt,
    Appearance.version,
).where(towns.is_served(Appearance))

LASTS = 10.0  # seconds, until what another process of the service changed is seen here
# When each town's looks were read, and what they were: every page shows them, none asks for them.
_read: WeakKeyDictionary[Engine, dict[int, tuple[float, Look]]] = WeakKeyDictionary()


def remembered() -> Look:
    """Return what the town chose, as it was read a few seconds ago at most."""
    at, known = _read.setdefault(engine(), {}).get(towns.served(), (-LASTS, Look()))
    return known if monotonic() - at < LASTS else present()


def present() -> Look:
    """Return what the town chose, read now."""
    with glance() as session:
        found = look(session)
    _read.setdefault(engine(), {})[towns.served()] = monotonic(), found
    return found


def look(session: Session) -> Look:
    """Return what the town chose."""
    for one in ask(session, CHOSEN, {}):
        logo = Logo(one.logo, one.logo_width, one.logo_height, one.logo_alt)
        return Look(one.colour, logo if one.logo else None, one.version)
    return Look()


def change(session: Session, by: int, chosen: Look) -> bool:
    """Keep what the town chose, unless another changed it since that version; say whether."""
    towns.held_alone(session)
    found = session.scalar(select(Appearance))
    if chosen.version != (found.version if found else 0):
        return False
    if found is None:
        found = Appearance()
        session.add(found)
    logo = chosen.logo or Logo("", 0, 0, "")
    found.colour, found.logo, found.logo_alt = chosen.colour, logo.digest, logo.alt
    found.logo_width, found.logo_height = logo.width, logo.height
    found.version, found.changed_by, found.changed_at = chosen.version + 1, by, clock.now()
    return True
