"""A town with a record of each author in each state; each question asked of it leaves no trace."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

import app as house
from citizen.observations.tables import Observation
from config import clock, database, events
from moderation.care.tables import Report
from moderation.decisions.tables import Decision
from moderation.readings.tables import SecondReading
from moderation.routing.tables import Absence
from moderation.sensitivity.local.tables import LocalSensitivity
from reference.territories.tables import Zone
from tests.access.callers import AUTHORS, CHIEF, CLOSELY, COLLEAGUE
from tests.sendings import new_id, photo, sent, sha256

STATES = (
    "submitted", "questioned", "accepted", "doubtful", "rejected", "unassessable", "duplicate",
    "withdrawn", "hidden", "proposed",
)  # fmt: skip
FEW = ("submitted", "accepted", "hidden")  # that are enough for most
DECIDED = {
    "questioned": {"verdict": "ask", "comment": "?"},
    "accepted": {"verdict": "accept"},
    "doubtful": {"verdict": "doubt", "comment": "?"},
    "rejected": {"verdict": "reject", "comment": "?"},
    "unassessable": {"verdict": "unassessable", "comment": "?"},
    "hidden": {"verdict": "accept", "sensitivity": 4},
    "proposed": {"verdict": "accept"},
}
PICTURE = photo()
CALL = {"protocol": "tree", "starts": "2026-05-01", "status": "open"}
OUTING = {"name": "Le parc", "held_by": "Les Amis", "protocols": ["biodiversity"],
          "starts_at": "2026-05-14T09:00:00Z", "ends_at": "2026-05-14T12:00:00Z"}  # fmt: skip
DRAWN = {
    "name": "Le port", "kind": "district", "shape": "Polygon",
    "positions": "49.756, 0.373\n49.756, 0.376\n49.759, 0.376\n49.759, 0.373",
}  # fmt: skip


@dataclass
class Filled:
    """What there is in a town: records by author and state, and what else people made."""

    clients: dict
    words: str = ""  # in the names that people give here
    records: dict = field(default_factory=dict)  # (author, state) → uuid
    things: dict = field(default_factory=dict)  # (kind, who made it) → what names it
    seen: dict = field(default_factory=dict)  # who → the ETag of the last they sent


def states_of(who):
    return STATES if who in CLOSELY else FEW


def filled(clients, words="", authors=AUTHORS, states=states_of):
    """Let authors send a record for each state, and bring it there."""
    town = Filled(clients, words)
    sendings = [(who, state) for who in authors for state in states(who)]
    for who, state in sendings:
        town.records[who, state] = new_id()
        told = sent("biodiversity", taxon={"cd_nom": 4001}, answers={"group": "bird"})
        kept = clients[who].put(address(town, who, state), json=told)
        assert kept.status_code == 201, kept.text
        town.seen[who] = kept.headers["ETag"]
    events.deliver_all(house.JOBS)
    for who, state in sendings:
        photo = f"{address(town, who, state)}/photos/{sha256(PICTURE)}"
        assert clients[who].put(photo, data=PICTURE).status_code == 201
        brought(town, who, state)
    for who in authors:
        made(town, who)
    shared(town)
    return town


def address(town, who, state):
    return f"/api/v1/observations/{town.records[who, state]}"


def brought(town, who, state):
    """Bring a record to a state: its author withdraws it, the chief decides on it."""
    told = DECIDED.get(state)
    if state == "duplicate":
        told = {"verdict": "duplicate", "of": town.records[who, "accepted"]}
    if state == "withdrawn":
        assert town.clients[who].delete(address(town, who, state)).status_code == 204
    if told:
        done = town.clients[CHIEF].post(f"{address(town, who, state)}/decisions", json=told)
        assert done.status_code == 201, done.text
    if state == "proposed":
        proposed(town, who)


def proposed(town, who):
    """Its author proposes a correction of what was accepted."""
    where = address(town, who, "proposed")
    told = sent("biodiversity", taxon={"cd_nom": 4001}, answers={"group": "bird"}, comment="!")
    tag = {"If-Match": town.seen[who]}
    kept = town.clients[who].put(where, json=told, headers=tag)
    assert kept.status_code == 202, kept.text
    town.things["proposal", who] = kept.json["proposal"]


def made(town, who):
    """Make what may have a holder: a subscription, a webhook, a class, a call, a zone…"""
    client = town.clients[who]
    told = client.post("/api/v1/me/subscriptions", json={"territory": "76259"})
    town.things["subscription", who] = told.json["uuid"]
    told = client.post("/mon-compte/classes", data={"name": who})
    town.things["class", who] = told.headers["Location"].rsplit("/", 1)[1]
    told = client.post("/api/v1/outings", json=OUTING)
    if told.status_code == 201:
        town.things["outing", who] = told.json["code"]
    told = client.post("/api/v1/webhooks", json={"url": "https://hooks.example.org/x"})
    if told.status_code == 201:
        town.things["webhook", who] = told.json["uuid"]
    call = CALL | {"title": {"fr": f"Appel {who} {town.words}"}}
    told = client.post("/api/v1/projects", json=call)
    if told.status_code == 201:
        town.things["call", who] = told.json["id"]


def shared(town, who=CHIEF):
    """What is of the whole town: a report, a decision, a zone, a protection, an absence…"""
    client, (author, _) = town.clients[who], next(iter(town.records))
    accepted = f"/api/v1/observations/{town.records[author, 'accepted']}"
    assert client.post(f"{accepted}/reports", json={"reason": "private"}).status_code == 202
    told = {"name": "Turdus merula", "area": "76", "level": "2", "reason": "nid"}
    assert client.post("/ville/sensibilite", data=told).status_code == 303
    assert client.post("/ville/zones", data=DRAWN).status_code == 303
    told = {"who": f"organisation:{COLLEAGUE}", "first_day": "2026-11-01"}
    told["last_day"] = f"{clock.now().date() + timedelta(days=9)}"
    client.post("/moderation/equipe/absences", data=told)
    with database.transaction() as session:
        waits = UUID(town.records[author, "submitted"])
        of = select(Observation.id).where(Observation.uuid == waits)
        session.add(again(session.scalars(of).one()))
    with database.reading() as session:
        for kind, column in NAMES.items():
            found = session.scalars(select(column).order_by(column.class_.id)).first()
            assert found is not None, kind
            town.things[kind, who] = found


NAMES = {
    "report": Report.uuid, "decision": Decision.uuid, "zone": Zone.id,
    "protection": LocalSensitivity.uuid, "absence": Absence.uuid, "reading": SecondReading.uuid,
}  # fmt: skip


def again(number):
    """A second reading that waits."""
    return SecondReading(
        observation_id=number, version=1, kind="sample", organisation=CHIEF, view="accept",
        protocol="biodiversity", group="Oiseaux", state="waiting", read="", drawn_at=clock.now(),
    )  # fmt: skip


@contextmanager
def left_as_it_was():
    """Whatever is asked in the block is undone: one transaction, its inner ones savepoints."""
    makers = database.Sessions, database.Readings, database.Glances
    bound = [maker.kw["bind"] for maker in makers]
    with bound[0].connect() as connection:
        outer = connection.begin()
        for maker in makers:
            maker.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            outer.rollback()
            for maker, engine in zip(makers, bound, strict=True):
                maker.configure(bind=engine, join_transaction_mode="conditional_savepoint")
