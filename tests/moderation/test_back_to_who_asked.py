"""What an author answered comes back to the very person who asked, unless they are away."""

from datetime import timedelta

import pytest

from config import clock
from config.database import transaction
from moderation.queues.tables import Waiting
from tests.moderation.desks import waiting

ASK = {"verdict": "ask", "comment": "Et de près ?"}


@pytest.fixture
def asked(account, report, resident, deliver):
    """An observation whose author answered the one of two colleagues who asked."""
    asker = account("moderator", organisation="LPO")
    colleague = account("moderator", organisation="LPO")
    uuid = report()
    path = f"/api/v1/observations/{uuid}"
    assert asker.post(f"{path}/decisions", json=ASK).status_code == 201
    deliver()
    assert resident.post(f"{path}/messages", json={"body": "Oui."}).status_code == 201
    deliver()
    return asker, colleague, uuid


def taken(client):
    answer = client.post("/api/v1/queue/next")
    return answer.json["uuid"] if answer.status_code == 200 else None


def test_the_next_of_a_colleague_is_not_what_the_asker_is_answered(asked):
    asker, colleague, uuid = asked
    assert waiting(colleague) == [uuid]  # seen by the whole desk all the same
    assert taken(colleague) is None
    assert taken(asker) == uuid


def test_once_it_is_late_whoever_comes_first_takes_it(asked):
    _, colleague, uuid = asked
    with transaction() as session:
        session.query(Waiting).one().due = clock.now() - timedelta(minutes=1)
    assert taken(colleague) == uuid


def test_who_asked_and_left_keeps_nothing_for_themselves(asked, account, deliver):
    asker, colleague, uuid = asked
    assert asker.delete("/api/v1/me?observations=keep").status_code in {200, 202, 204}
    deliver()
    assert taken(colleague) == uuid
