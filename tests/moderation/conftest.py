"""What the tests of moderation share."""

import pytest

from tests.sendings import new_id, sent


@pytest.fixture
def report(resident, deliver):
    """Send an observation and have it routed; return its identifier."""

    def told(protocol="biodiversity", **changes):
        uuid = new_id()
        answer = resident.put(f"/api/v1/observations/{uuid}", json=sent(protocol, **changes))
        assert answer.status_code == 201, answer.json
        deliver()
        return uuid

    return told
