"""The database itself refuses a place that is not on Earth, whoever sends it."""

import math
import struct
from types import SimpleNamespace
from uuid import UUID

import pytest
from shapely import Point
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from citizen.accounts import store as accounts
from config.database import transaction
from tests.rows import keep, observed


def drawn(*positions):
    """A point or a line as WKB, in numbers that no library would draw."""
    numbers = b"".join(struct.pack("<dd", *position) for position in positions)
    if len(positions) == 1:
        return SimpleNamespace(wkb=struct.pack("<BI", 1, 1) + numbers)
    return SimpleNamespace(wkb=struct.pack("<BII", 1, 2, len(positions)) + numbers)


NAN, INFINITY = math.nan, math.inf
NOWHERE = {
    "NaN": drawn((NAN, 49.7)),
    "infinity": drawn((0.3, INFINITY)),
    "east of the Earth": drawn((180.5, 49.7)),
    "north of the Earth": drawn((0.3, 90.01)),
    "an empty place": drawn((NAN, NAN)),
    "a line that passes through NaN": drawn((0.3, 49.7), (NAN, NAN), (0.4, 49.8)),
    "a line that begins at NaN": drawn((NAN, 49.7), (0.4, 49.8)),
    "a line that ends at infinity": drawn((0.3, 49.7), (-INFINITY, 49.8)),
}
REFUSED = r"on_earth|on Earth|NOT NULL"


@pytest.mark.parametrize("nowhere", NOWHERE.values(), ids=NOWHERE)
def test_the_database_itself_refuses_a_place_that_is_not_on_earth(app, nowhere):
    with transaction() as session:
        author = accounts.open_account(session, "device").id
        keep(session, iter([observed(UUID(int=1), author, Point(0.3, 49.7))]))
    moved = text("UPDATE observation SET place = ST_GeomFromWKB(:place, 4326)")
    with pytest.raises(DatabaseError, match=REFUSED), transaction() as session:
        session.execute(moved, {"place": nowhere.wkb})
    with pytest.raises(DatabaseError, match=REFUSED), transaction() as session:
        keep(session, iter([observed(UUID(int=2), author, nowhere)]))
