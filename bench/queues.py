"""A queue of a hundred thousand: its pages at any depth, the next record, a thousand arrivals.

python -m bench.queues --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID

from flask.testing import FlaskClient
from shapely import Point
from sqlalchemy import func, insert, select, text
from sqlalchemy.event import listen

import app as house
from bench.place import Place, postgis, spatialite
from bench.replaying import judge_all
from citizen.accounts import store as accounts
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from citizen.observations.tables import Observation
from config import clock, database, events, towns
from config.database import Base, reading, transaction
from config.protocols import PROTOCOLS
from config.settings import Settings
from moderation.queues.tables import Waiting
from tests.rows import keep, observed

TIMES = 15
AUTHORS = 1000
CLUB, OTHER = "Les naturalistes", "Arbres et Mémoire"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--waiting", type=int, default=100_000)
    asked.add_argument("--arrivals", type=int, default=1_000)
    asked.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    told = asked.parse_args()
    print("| engine | what | figure |\n|---|---|---|", flush=True)
    for opened in (spatialite(), postgis(told.postgis) if told.postgis else None):
        if opened is None:
            continue
        with opened as place:
            place.step("prepare")
            for line in measured(place, told.waiting, told.arrivals):
                print(f"| {place.engine} | {line}", flush=True)
            database.engine().dispose()


def measured(place: Place, waiting: int, arrivals: int) -> Iterator[str]:
    for name in ("DATABASE_URL", "BRINDILLE_HOME"):
        os.environ[name] = place.environment[name]
    made = house.create_app(Settings(**settings_of(place)))
    towns.serve(made.config["TOWN"])
    people = {
        org: make(f"{n}@example.org", Scope("moderator", org))
        for n, org in enumerate((CLUB, OTHER))
    }
    events.deliver_all(house.JOBS)
    fill(waiting)
    client = made.test_client()
    heads = {"Authorization": f"Bearer {people[CLUB]['token']}"}
    cursor = ""
    for depth in ("first page", "page at half depth", "last pages"):
        address = f"/api/v1/queue?limit=25{'&cursor=' + cursor if cursor else ''}"
        yield told(f"GET /api/v1/queue, {depth}", lambda a=address: get(client, a, heads))  # type: ignore[misc]
        page = f"/moderation{'?after=' + cursor if cursor else ''}"
        yield told(f"GET /moderation, {depth}", lambda a=page: get(client, a, heads))  # type: ignore[misc]
        cursor = position_at(waiting // 2 if depth == "first page" else waiting - 100)
    yield told("POST …/decisions then POST /queue/next: the next alone", next_after(client, heads))
    taken, commits = arriving(arrivals)
    what = f"{arrivals:,} arrivals from the outbox to their desks, all they start"
    yield f"{what} | {taken:.2f} s, {commits} commits"
    yield replayed(place, people[CLUB]["email"])


def replayed(place: Place, email: str) -> str:
    """The replay of a rule over all that was judged, in a process of its own."""
    count, one = judge_all(email), place.step("replay")
    assert one["records"] == one["changed"] == count
    grown, peak = one["grown"], one["peak"]
    what = f"the replay of a rule over {count:,} decisions | {one['seconds']:.1f} s"
    return f"{what}, {grown:.0f} MB more, {peak:.0f} MB at most"


def settings_of(place: Place) -> dict[str, str]:
    known = {"BRINDILLE_HOME", "SECRET_KEY", "DEMO", "RATE_LIMITS", "DATABASE_URL"}
    return {name: value for name, value in place.environment.items() if name in known}


def get(client: FlaskClient, address: str, heads: dict[str, str]) -> float:
    begun = time.perf_counter()
    answer = client.get(address, headers=heads)
    taken = time.perf_counter() - begun
    assert answer.status_code == 200, answer.status
    return taken


def told(what: str, measure: Callable[[], float]) -> str:
    measure()
    taken = sorted(measure() for _ in range(TIMES))
    return f"{what} | median {1000 * median(taken):.1f} ms, worst {1000 * taken[-1]:.1f} ms"


def next_after(client: FlaskClient, heads: dict[str, str]) -> Callable[[], float]:
    def measure() -> float:
        held = client.post("/api/v1/queue/next", headers=heads).json
        path = f"/api/v1/observations/{held['uuid']}/decisions"
        assert client.post(path, json={"verdict": "accept"}, headers=heads).status_code == 201
        begun = time.perf_counter()
        client.post("/api/v1/queue/next", headers=heads)
        return time.perf_counter() - begun

    return measure


def fill(count: int, *, to_wait: bool = True) -> list[UUID]:
    """Put observations in the database, in bulk; those that wait are due at any moment."""
    chance, now = random.Random(count), clock.now()
    answers = dict(PROTOCOLS["tree"].example)
    uuids = [UUID(int=chance.getrandbits(128)) for _ in range(count)]
    with transaction() as session:
        authors = [accounts.open_account(session, "device").id for _ in range(AUTHORS)]
        rows = (
            observed(
                uuid, authors[n % AUTHORS], Point(chance.uniform(0.35, 0.4), 49.75),
                territory="76259", cd_nom=116759, group="Angiospermes", answers=answers,
            )
            for n, uuid in enumerate(uuids)
        )  # fmt: skip
        keep(session, rows)
        if to_wait:
            session.execute(insert(Base.metadata.tables["waiting"]), [
                {"observation_id": number, "organisation": CLUB if number % 2 else OTHER,
                 "why": {"case": "shortest", "waiting": 12, "competent": 2}, "since": now,
                 "due": now - timedelta(minutes=chance.randrange(90_000)), "target_days": 7,
                 "town_id": towns.served()}
                for number in session.scalars(select(Observation.id))
            ])  # fmt: skip
    with database.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as bound:
        bound.execute(text("ANALYZE"))
    return uuids


def position_at(offset: int) -> str:
    with reading() as session:
        row = session.execute(
            text(
                "SELECT due, observation_id FROM waiting ORDER BY due, observation_id"
                " LIMIT 1 OFFSET :offset"
            ),
            {"offset": offset},
        ).one()
    due = clock.now().fromisoformat(str(row[0]))
    due = due if due.tzinfo else due.replace(tzinfo=clock.now().tzinfo)
    return f"{int(due.timestamp() * 1_000_000)}.{row[1]}"


def arriving(count: int) -> tuple[float, int]:
    """Bring arrivals from the outbox to their desks; return the seconds and the commits.

    All that an arrival starts: its home, its sensitivity, its desk, the rule, webhooks.
    """
    uuids, commits = fill(count, to_wait=False), []
    with transaction() as session:
        for uuid in uuids:
            events.record(session, "observation.submitted", uuid)
    listen(database.engine(), "commit", lambda _: commits.append(1))
    begun = time.perf_counter()
    assert events.deliver_all(house.JOBS) == count
    taken = time.perf_counter() - begun
    with reading() as session:
        mine = select(func.count()).select_from(Waiting).join(Observation)
        routed = session.scalar(mine.where(Observation.uuid.in_(uuids)))
    assert routed == count
    return taken, len(commits)


if __name__ == "__main__":
    main()
