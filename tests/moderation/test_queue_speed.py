"""A page of the queue asks as little at any depth, and its rows come out of one index in order."""

import random
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from shapely import Point
from sqlalchemy import insert, select, text

from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import clock, statements, towns
from config.database import Base, transaction
from moderation.queues.rules import Position
from tests.citizen.test_queries import asked, told
from tests.conftest import engine
from tests.rows import keep, observed
from tests.sendings import sent

MANY = 3000
MOST_ASKED = 6


@pytest.fixture
def crowd(account, app):
    """Three thousand that wait at one desk, of thirty authors; their moderator and its lead."""
    club = account("moderator", organisation="LPO")
    lead = account("admin", organisation="Ville")
    chance, now = random.Random(5), clock.now()
    place = Point(0.37, 49.75)
    with transaction() as session:
        authors = [accounts.open_account(session, "device").id for _ in range(30)]
        keep(session, (
            observed(UUID(int=n), authors[n % 30], place, territory="76259",
                     group="Oiseaux", answers=sent("tree")["answers"])
            for n in range(1, MANY + 1)
        ))  # fmt: skip
        waiting = [
            {"observation_id": number, "organisation": "LPO", "why": {"case": "only"},
             "since": now, "due": now - timedelta(minutes=chance.randrange(90_000)),
             "target_days": 7, "town_id": towns.served()}
            for number in session.scalars(select(Observation.id))
        ]  # fmt: skip
        session.execute(insert(Base.metadata.tables["waiting"]), waiting)
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return club, lead


def test_a_page_asks_at_most_six_times_whatever_its_depth(crowd):
    for client in crowd:
        deep = "/moderation", "/api/v1/queue?limit=25"
        for path in deep:
            address, depth = path, 0
            client.get(path)  # the looks of the town are looked up once
            while depth < 3:
                with asked() as noted:
                    answer = client.get(address)
                assert answer.status_code == 200
                assert len(noted) <= MOST_ASKED, told(noted)
                after = following(answer, path)
                address, depth = after, depth + 1


def following(answer, path):
    if answer.is_json:
        return f"{path}&cursor={answer.json['next']}"
    return answer.text.split('rel="next" href="')[1].split('"')[0]


def test_the_page_says_there_are_many_without_counting_them(crowd):
    assert "Plus de 1\N{NARROW NO-BREAK SPACE}000 observations" in crowd[0].get("/moderation").text


def test_the_rows_of_a_page_are_a_range_of_one_index(crowd):
    """However deep, and backwards too: nothing is sorted but the page itself."""
    for client, index in zip(crowd, ("ix_waiting_desk", "ix_waiting_due"), strict=True):
        middle = client.get("/api/v1/queue?limit=1000").json["next"]
        for address in ("/api/v1/queue?limit=25", f"/api/v1/queue?limit=25&cursor={middle}"):
            plan = planned(client, address)
            assert index in plan or "Index Scan using ix_waiting_" in plan, plan
            for whole in ("SCAN waiting\n", "Seq Scan on waiting", "SCAN observation"):
                assert whole not in plan, plan


def planned(client, address):
    """How the engine finds the page: its own account of the statement that was sent."""
    sent_ones = []

    def run(connection, prepared, values):
        if "FROM waiting" in prepared.text and "SELECT waiting.id" in prepared.text:
            sent_ones.append((prepared.text, values))
        return execute(connection, prepared, values)

    execute = statements.execute
    with patch.object(statements, "execute", run):
        client.get(address)
    (statement, parameters) = sent_ones[-1]
    is_sqlite = engine().dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    with engine().connect() as connection:
        if not is_sqlite:  # three thousand rows are soon read whole; a hundred thousand are not
            connection.exec_driver_sql("SET enable_seqscan = off")
        told = tuple(parameters) if is_sqlite else parameters
        rows = connection.exec_driver_sql(explain + statement, told).all()
    return "\n".join(str(row[-1]) for row in rows) + "\n"


def test_a_position_holds_the_very_instant(app):
    now = clock.now()
    assert str(Position(now, 7)).startswith(str(int(now.timestamp())))
