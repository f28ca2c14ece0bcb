"""The verbs of the journeys: report, decide, publish, all through HTTP."""

import os

import pytest

from tests.sendings import new_id, sent

# Workers apart belong to the server engine: without it and without Redis there is nothing to try.
SERVED = os.environ.get("TEST_DATABASE_URL") or os.environ.get("TEST_REDIS_URL")
collect_ignore = [] if SERVED else ["test_workers.py"]


@pytest.fixture
def report(resident, deliver):
    """Send an observation as a resident and have it routed; return its identifier."""

    def told(protocol="biodiversity", by=None, **changes):
        uuid = new_id()
        answer = (by or resident).put(
            f"/api/v1/observations/{uuid}", json=sent(protocol, **changes)
        )
        assert answer.status_code == 201, answer.json
        deliver()
        return uuid

    return told


@pytest.fixture
def decide(moderator, deliver):
    """Take a decision as a moderator, and let its news travel."""

    def told(uuid, verdict="accept", by=None, **details):
        answer = (by or moderator).post(
            f"/api/v1/observations/{uuid}/decisions", json={"verdict": verdict} | details
        )
        assert answer.status_code == 201, answer.json
        deliver()
        return answer.json

    return told


@pytest.fixture
def publish(publisher, anyone, deliver):
    """Build the next release of a dataset; return its files as anyone downloads them."""

    def files(dataset="biodiversity"):
        asked = publisher.post(f"/api/v1/datasets/{dataset}/releases")
        assert asked.status_code == 202, asked.json
        deliver()
        made = anyone.get(f"/api/v1/datasets/{dataset}").json["latest"]
        assert made["release"] == asked.json["release"], "it was not built"
        answers = {
            file["name"]: anyone.get(f"/data/{dataset}/{made['release']}/{file['name']}")
            for file in made["files"]
        }
        assert {answer.status_code for answer in answers.values()} == {200}
        return {name: answer.data for name, answer in answers.items()}

    return files
