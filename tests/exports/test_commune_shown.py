"""What is shown at its commune lies in the middle of the commune, never of a part of it."""

from shapely import MultiPolygon, box
from sqlalchemy import select

from citizen.accounts import store as accounts
from config import spatial
from config.database import reading, transaction
from config.protocols import protocol
from exports import store
from reference.territories.tables import Territory
from tests.rows import accepted, keep

CITY, PART = box(2.22, 48.81, 2.47, 48.91), box(2.35, 48.85, 2.37, 48.86)


def draw(session, kind, code, shape):
    """Give a territory an outline, as an import does."""
    here = select(Territory).where(Territory.kind == kind, Territory.code == code)
    known = session.scalar(here)
    if known is None:
        known = Territory(kind=kind, code=code, name="Paris", department="75", vintage=2026)
        session.add(known)
    known.outline = spatial.stored(MultiPolygon([shape]))


def test_in_an_arrondissement_the_whole_city_is_shown(app):
    with transaction() as session:
        draw(session, "commune", "75056", CITY)
        draw(session, "arrondissement", "75104", PART)
        author = accounts.open_account(session, "device").id
        rows = accepted(author, 1, "biodiversity")
        keep(session, (row | {"territory": "75104", "sensitivity": 1} for row in rows))
    with reading() as session:
        (record,) = store.published(session, protocol("biodiversity"))
    assert record.precision == "commune"
    assert record.territory.code == "75056"
    assert record.place.equals_exact(CITY.centroid, 1e-6)
    assert record.uncertainty_m > 10_000
