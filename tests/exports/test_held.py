"""What is held in memory is what would be read anew, whatever happened, however little was read."""

from random import Random
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from citizen.observations.tables import Observation
from config import events
from config.database import reading, transaction
from config.events import Event
from exports.atlas.held import store
from moderation.decisions import grace
from tests.sendings import photo, sent, sha256
from tests.story.conftest import decide, report
from tests.story.test_publishing import RULE
from tests.story.trees import TREE

assert report and decide  # fixtures
DATA = photo("olive")
TAKEN = {"photos": [sha256(DATA)]}
API = "/api/v1"
VERDICTS = (
    {"verdict": "accept"}, {"verdict": "accept", "certainty": "probable"}, {"verdict": "reject"},
    {"verdict": "doubt"}, {"verdict": "separate"}, {"verdict": "duplicate", "of": True},
    {"verdict": "accept", "of": True}, {"verdict": "accept", "taxon": {"cd_nom": 4117}},
)  # fmt: skip


class Town:
    """Six observations, of birds and trees, and all that may happen to them."""

    def __init__(self, seed, people, report):
        self.chance, self.people, self.decided = Random(seed), people, []
        birds = [report(**TAKEN) for _ in range(3)]
        self.birds, self.all = birds, birds + [report("tree", answers=TREE) for _ in range(3)]
        address = f"{API}/observations/{birds[0]}/photos/{sha256(DATA)}"
        people["resident"].put(address, data=DATA)

    def judge(self):
        told = {"reason": "other", "comment": "?"} | self.chance.choice(VERDICTS)
        if "of" in told:
            told["of"] = self.chance.choice(self.all)
        address = f"{API}/observations/{self.chance.choice(self.all)}/decisions"
        answer = self.people["moderator"].post(address, json=told)
        self.decided += [answer.json["uuid"]] if answer.status_code == 201 else []

    def undo(self):
        if self.decided:
            self.people["moderator"].post(f"{API}/decisions/{self.decided.pop()}/undo")

    def correct(self):
        address, by = (
            f"{API}/observations/{self.chance.choice(self.birds)}",
            self.people["resident"],
        )
        told, seen = sent(comment=str(self.chance.random()), **TAKEN), by.get(address)
        by.put(address, json=told, headers={"If-Match": seen.headers.get("ETag", "")})

    def protect(self):
        rule = RULE | {"level": self.chance.choice("0123")}
        self.people["publisher"].post("/ville/sensibilite", data=rule)

    def withdraw(self):
        if self.chance.random() < 0.3:
            self.people["resident"].delete(f"{API}/observations/{self.chance.choice(self.all)}")

    def sign(self):
        by, named = self.people["resident"], {"name": "Aline", "name_published": True}
        named["name_published"] = self.chance.random() < 0.5
        by.patch(f"{API}/me", json=named, headers={"If-Match": by.get(f"{API}/me").headers["ETag"]})

    def something(self):
        often = [self.judge] * 5 + [self.undo] * 2
        self.chance.choice([*often, self.correct, self.protect, self.withdraw, self.sign])()


@pytest.fixture
def readings(monkeypatch):
    """How often all of it was read for what is held."""
    counted, whole = [], store.all_of_it
    monkeypatch.setattr(store, "all_of_it", lambda session: counted.append(1) or whole(session))
    return counted


def held_and_anew():
    with reading() as session:
        held, anew = store.held(session), store.all_of_it(session)
    return held, anew


@pytest.mark.parametrize("seed", range(4))
def test_after_whatever_happens_it_is_what_would_be_read_anew(
    seed, resident, moderator, publisher, report, deliver, readings
):
    people = {"resident": resident, "moderator": moderator, "publisher": publisher}
    town, shown = Town(seed, people, report), set()
    grace.lasts(30)
    for _ in range(40):
        town.something()
        deliver()
        held, (entries, together) = held_and_anew()
        assert held.entries == entries
        assert held.together >= together
        for taxon in {one.cd_ref for one in entries}:
            wanted = {one for one in entries if one.cd_ref == taxon}
            assert taxon is None or {*held.of_taxon(taxon).entries} == wanted
        shown |= {one.uuid for one in entries}
    assert len(readings) - 40 < 40, "not all was read each time"
    assert shown


@pytest.fixture(autouse=True)
def no_pause():
    yield
    grace.lasts(0)


def test_a_decision_has_one_record_read_again(report, decide, anyone, readings):
    first, second = report(), report()
    decide(first)
    assert anyone.get("/liste").status_code == 200
    readings.clear()
    decide(second)
    shown = anyone.get("/liste").text
    assert first in shown and second in shown
    decide(first, "reject", reason="photo-blurred", comment="?")
    shown = anyone.get("/liste").text
    assert first not in shown and second in shown
    assert readings == []


def test_news_of_anything_else_has_all_read_again(report, decide, publisher, anyone, readings):
    uuid = report()
    decide(uuid)
    assert uuid in anyone.get("/liste").text
    readings.clear()
    assert publisher.post("/ville/sensibilite", data=RULE).status_code == 303
    assert anyone.get("/liste").status_code == 200
    assert readings == [1]


def test_news_whose_number_comes_late_is_heard(app, report, decide, anyone):
    """A transaction that began before another may end after it: its numbers are the lower ones."""
    first, second = report(), report()
    decide(first)
    decide(second)
    assert first in anyone.get("/liste").text
    with transaction() as session:
        told = update(Observation).where(Observation.uuid == UUID(first))
        session.execute(told.values(status="rejected"))
        lowest = session.scalar(select(func.min(Event.id)))
        events.record(session, "observation.rejected", UUID(first))
        latest = session.scalar(select(func.max(Event.id)))
        session.execute(update(Event).where(Event.id == latest).values(id=lowest - 1))
    shown = anyone.get("/liste").text
    assert first not in shown and second in shown
