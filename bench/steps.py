"""One measure, in this process: `python -m bench.steps NAME …` prints it as JSON."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import app as house
from bench import floors
from bench.replaying import replay
from citizen.accounts import store as accounts
from config import towns
from config.database import reading, transaction
from config.protocols import PROTOCOLS
from config.settings import Settings
from exports import store
from exports.datasets import jobs
from exports.datasets import store as releases
from exports.datasets.tables import Release
from exports.demonstration import home
from exports.formats import FORMATS
from tests.citizen.test_queries import asked
from tests.rows import accepted, keep
from tests.sendings import new_id, sent

Told = dict[str, Any]


def prepare(settings: Settings) -> Told:
    """Make an empty town."""
    home.prepare(settings)
    return {}


def fill(_settings: Settings, count: str) -> Told:
    """Put accepted trees in the database, in bulk."""
    begun = time.perf_counter()
    with transaction() as session:
        author = accounts.open_account(session, "device").id
        keep(session, accepted(author, int(count)))
    return {"seconds": time.perf_counter() - begun}


def release(_settings: Settings) -> Told:
    """Build a release with all its files."""
    with transaction() as session:
        begun = releases.begin(session, "tree", None)
    before = memory()
    clock, work = time.perf_counter(), time.process_time()
    made = jobs.build(begun.id)
    return {
        "seconds": time.perf_counter() - clock,
        "processor": time.process_time() - work,
        "records": made.records,
        "files": len(made.files),
        "bytes": sum(file["bytes"] for file in made.files.values()),
        "before": before,
        "peak": memory(),
    }


def table(settings: Settings) -> Told:
    """Write the CSV of a release, and nothing else."""
    return alone(settings, "csv_table")


def alone(settings: Settings, name: str) -> Told:
    """Write one file of a release, and no other, from what residents sent."""
    out = Path(settings.home) / "alone"
    with reading() as session:
        one = Release(dataset="tree", number=1, town_id=towns.served())
        begun, counted = time.perf_counter(), 0
        with FORMATS[name].write(jobs.described(session, one), out) as add:
            for record in store.published(session, PROTOCOLS["tree"]):
                add(record)
                counted += 1
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "records": counted, "bytes": out.stat().st_size}


def statements(settings: Settings) -> Told:
    """Count what one PUT asks of the database, the ends of its transactions aside."""
    client = house.create_app(settings).test_client()
    token = json.loads(client.post("/api/v1/devices").data)["token"]
    heads = {"Authorization": f"Bearer {token}"}
    put(client, heads)
    with asked() as said:
        put(client, heads)
    return {"statements": said, "count": len(said)}


def put(client: Any, heads: dict[str, str]) -> None:
    answer = client.put(f"/api/v1/observations/{new_id()}", json=sent("tree"), headers=heads)
    assert answer.status_code == 201, answer.json


def memory() -> float:
    """The most memory this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


STEPS = {step.__name__: step for step in (prepare, fill, release, table, alone, statements, replay)}
FLOORS = {step.__name__: step for step in (floors.insert, floors.dump)}


def main() -> None:
    name, *values = sys.argv[1:]
    settings = Settings.from_environment()
    if name in FLOORS:
        print(json.dumps(FLOORS[name](settings, *values)))
        return
    if name != "prepare":
        house.open_home(settings)
        with reading() as session:
            towns.serve(towns.first(session).id)  # type: ignore[union-attr]
    print(json.dumps(STEPS[name](settings, *values)))


if __name__ == "__main__":
    main()
