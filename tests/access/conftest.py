"""One town for the whole matrix, and another town in the same database."""

import pytest
from sqlalchemy import select

from config.database import reading, transaction
from config.towns import Town
from tests.access.callers import clients
from tests.access.filled import FEW, filled
from tests.hostile.conftest import town as town
from tests.hostile.conftest import world as world
from tests.hostile.second_town import served


@pytest.fixture(scope="module")
def here(town):
    """Who lives in the town that is served, and what they sent."""
    return filled(clients(town.app))


@pytest.fixture(scope="module")
def elsewhere(town, here):
    """The same in another town: everybody of the first is a stranger there."""
    with transaction() as session:
        session.add(Town(code="99999", name="Ailleurs"))
    with reading() as session:
        number = session.scalar(select(Town.id).where(Town.code == "99999"))
    with served(town.app, number):
        return filled(clients(town.app, "x-"), "ailleurs", ("resident", "publisher"), lambda _: FEW)
