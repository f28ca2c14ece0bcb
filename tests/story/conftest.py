"""The verbs of the journeys: report, decide, publish, all through HTTP."""

import os
from datetime import timedelta

import pytest

from config import clock
from config.protocols import PROTOCOLS
from tests.citizen.forms import Hidden
from tests.protocols import MUSHROOM, SECOND
from tests.sendings import new_id, sent
from tests.story.outings import NINE, PARK
from tests.story.trees import OAK, TREE
from tests.story.versions import DAY, DRAFT

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


@pytest.fixture
def files(town_folder):
    (town_folder / "mushroom.toml").write_text(MUSHROOM, encoding="utf-8")
    return town_folder


@pytest.fixture
def now(files, app):
    with clock.held_at(DAY):
        yield


@pytest.fixture
def second_comes(files, now, settings):
    """Put version 2 in force; the first stays as a file beside."""

    def come():
        (files / "mushroom").mkdir()
        (files / "mushroom.toml").rename(files / "mushroom/1.toml")
        (files / "mushroom.toml").write_text(SECOND, encoding="utf-8")
        PROTOCOLS.load(settings.home)

    return come


@pytest.fixture
def drafted(files, now, settings):
    (files / "mushroom").mkdir()
    (files / "mushroom/3.toml").write_text(DRAFT, encoding="utf-8")
    PROTOCOLS.load(settings.home)


@pytest.fixture
def planted(report, decide):
    """An accepted tree of the resident."""
    uuid = report("tree", answers=TREE, observed_at="2020-05-01T10:00:00+02:00")
    decide(uuid, taxon={"cd_nom": OAK})
    return uuid


@pytest.fixture
def visit(report, decide, new_resident):
    """Send a visit, by somebody else unless said, and have it accepted."""

    def made(of, year=2026, by=None, verdict="accept", details=None, **answers):
        told = {"observed_at": f"{year}-06-01T10:00:00+02:00", "answers": answers, "of": of}
        uuid = report("tree", by=by or new_resident(), **told)
        if verdict:
            decide(uuid, verdict, **(details or {}))
        return uuid

    return made


@pytest.fixture
def released(report, decide, publish):
    """Three trees that were released, in the order of their identifiers."""

    def made(number=3, **more):
        uuids = sorted(report("tree", **more) for _ in range(number))
        for uuid in uuids:
            decide(uuid)
        publish("tree")
        return uuids

    return made


@pytest.fixture
def zones(publisher):
    """A district of the town around where everything is seen."""
    fields = Hidden(publisher.get("/ville/zones").text).fields
    corners = "49.756, 0.373\n49.756, 0.376\n49.759, 0.376\n49.759, 0.373"
    told = {"shape": "Polygon", "name": "Le Port", "kind": "district", "positions": corners}
    assert publisher.post("/ville/zones", data=fields | told).status_code == 303
    return "le-port"


@pytest.fixture
def holder(account):
    return account("resident", "tenue@example.org")


@pytest.fixture
def outing(holder):
    made = holder.post("/api/v1/outings", json=PARK)
    assert made.status_code == 201, made.text
    return made.json["code"]


@pytest.fixture
def held_at_ten():
    with clock.held_at(NINE + timedelta(hours=1)):
        yield


@pytest.fixture
def exposed(publisher):
    def counts(dataset="biodiversity"):
        told = publisher.get(f"/api/v1/datasets/{dataset}/exposures").json["items"]
        return {one["release"]: one["counts"] for one in told}

    return counts


@pytest.fixture
def take_back(publisher, deliver):
    def ask(*numbers, dataset="biodiversity", reason="sensitive", **more):
        sent = {"releases": [*numbers], "reason": reason} | more
        answer = publisher.post(f"/api/v1/datasets/{dataset}/reissues", json=sent)
        assert answer.status_code == 202, answer.json
        deliver()
        return answer.json

    return ask
