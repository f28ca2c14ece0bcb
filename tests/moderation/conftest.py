"""What the tests of moderation share."""

import pytest

from config import events
from config.database import transaction
from moderation.automatic import jobs
from reference.sensitivity import store as national
from reference.sensitivity.tables import SensitivityEdition
from tests.moderation.automatic import BIRD, RULE, judge
from tests.moderation.town_rules import declare
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


@pytest.fixture
def in_force(app):
    """Put national rules in force, as an import does, without telling anybody."""

    def put(*rules):
        with transaction() as session:
            new = SensitivityEdition(version="18", sha256="0", rows=len(rules))
            national.put_in_force(session, new, rules, ())

    return put


@pytest.fixture
def changed(deliver):
    """Tell that the rules changed, and let every observation be looked at."""

    def told():
        with transaction() as session:
            events.record(session, "sensitivity.changed", "national", edition="19")
        deliver()

    return told


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn for the sample: nothing, until the list says otherwise."""
    found = [b"\xff" * 32]
    monkeypatch.setattr(jobs, "derived", lambda _: found[0])
    return found


@pytest.fixture
def known(moderator, report, deliver, drawn):
    """A person accepted a robin of the resident, here, in May; the rule is in force."""
    uuid = report(**BIRD)
    judge(moderator, uuid)
    deliver()
    declare(RULE)
    return uuid
