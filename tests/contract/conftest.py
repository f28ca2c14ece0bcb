"""The town of bad requests, with somebody of each role and an observation in each state."""

import pytest

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from tests.contract.callers import Callers
from tests.hostile.conftest import town, world
from tests.sendings import new_id, photo, sent, sha256

__all__ = ["town", "world"]


@pytest.fixture
def callers(world):
    """Who may ask, and about what."""
    resident, moderator = world.resident, world.moderator
    known = {state: new_id() for state in ("open", "accepted", "withdrawn")}
    picture = photo(size=(8, 8))
    for uuid in known.values():
        address = f"/api/v1/observations/{uuid}"
        told = sent(photos=[sha256(picture)])
        assert resident.put(address, json=told).status_code == 201
        taken = resident.put(f"{address}/photos/{sha256(picture)}", data=picture,
                             content_type="image/jpeg")  # fmt: skip
        assert taken.status_code == 201, taken.text
    accepted = {"verdict": "accept", "certainty": "certain", "reason": "photo-clear"}
    address = f"/api/v1/observations/{known['accepted']}"
    decided = moderator.post(f"{address}/decisions", json=accepted)
    assert decided.status_code == 201, decided.text
    assert resident.delete(f"/api/v1/observations/{known['withdrawn']}").status_code == 204
    tokens = {"nobody": "", "resident": resident.token, "moderator": moderator.token}
    for role in ("publisher", "admin"):
        tokens[role] = make(f"{role}@example.org", Scope(role, organisation="Fécamp"))["token"]
    return Callers(world, tokens, [*known.values()], sha256(picture))
