"""Pages of a town with a hundred thousand records: of its commune, of one of its species.

python -m bench.places_pages --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from statistics import median
from typing import Any

from sqlalchemy import select

import app as house
from bench.place import Place, postgis, spatialite
from bench.queues import settings_of
from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import clock, database, events, towns
from config.database import transaction
from config.events import News
from config.settings import Settings
from exports.datasets.tables import Release
from exports.features import index
from exports.places import jobs
from tests.rows import NAMES as TAXA
from tests.rows import accepted, keep

TIMES, SPECIES = 40, 2_000
GROUPS = ("Oiseaux", "Insectes", "Angiospermes", "Mammifères", "Amphibiens", "Champignons")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    told = parser.parse_args()
    print("| engine | what | figure |\n|---|---|---|", flush=True)
    for opened in (spatialite(), postgis(told.postgis) if told.postgis else None):
        if opened is None:
            continue
        with opened as place:
            place.step("prepare")
            for line in measured(place, told.records):
                print(f"| {place.engine} | {line} |", flush=True)
            database.engine().dispose()


def measured(place: Place, records: int) -> Iterator[str]:
    for name in ("DATABASE_URL", "BRINDILLE_HOME"):
        os.environ[name] = place.environment[name]
    made = house.create_app(Settings(**settings_of(place)))
    towns.serve(made.config["TOWN"])
    release(records)
    begun = time.perf_counter()
    jobs.add_up(News(1, "release.published", "biodiversity", None, {}))
    yield f"the job that adds up every place | {time.perf_counter() - begun:.1f} s"
    client = made.test_client()
    for code in ("76259", "76"):
        yield f"{records:,} records: {asked(client, f'/lieux/{code}')}"
    with transaction() as session:
        author = accounts.open_account(session, "device").id
        keep(session, accepted(author, records, "biodiversity"))
    begun = time.perf_counter()
    client.get("/especes/4001")
    yield f"all that is published, read for the first page | {time.perf_counter() - begun:.1f} s"
    yield f"{records // len(TAXA['biodiversity']):,} records: {asked(client, '/especes/4001')}"
    yield f"each time after a decision: {asked(client, '/especes/4001', decided)}"


def asked(client: Any, page: str, before: Callable[[], None] = lambda: None) -> str:
    size, walls, spent = len(client.get(page).data), [], []
    for _ in range(TIMES):
        before()
        wall, processor = time.perf_counter(), time.process_time()
        assert client.get(page).status_code == 200
        walls.append(time.perf_counter() - wall)
        spent.append(time.process_time() - processor)
    told = f"{median(walls) * 1000:.0f} ms, {median(spent) * 1000:.0f} ms of this processor"
    return f"GET {page}, {size / 1000:.0f} kB | {told}"


def decided() -> None:
    """Tell that an observation was decided; what is published of it stays."""
    with transaction() as session:
        any_of_them = select(Observation.uuid).where(Observation.protocol == "biodiversity")
        uuid = session.scalars(any_of_them.limit(1)).one()
        events.record(session, "observation.accepted", uuid)


def release(records: int) -> None:
    """Say that a release was published, whose features are indexed already."""
    lines = [*features(records)]
    digest = sha256(b"".join(lines)).hexdigest()
    index.made(towns.served(), "biodiversity", digest, lines, waits=True)
    now = clock.now()
    named = {"title": {"fr": "GeoJSON"}, "bytes": 1, "sha256": digest, "media_type": "x"}
    with transaction() as session:
        session.add(
            Release(
                dataset="biodiversity", number=1, state="published", requested_at=now,
                published_at=now, as_of=now, records=records,
                files={"biodiversity.geojson": named},
            )
        )  # fmt: skip


def features(records: int) -> Iterator[bytes]:
    draw = random.Random(1)
    for n in range(records):
        kind = min(int(draw.expovariate(4 / SPECIES)), SPECIES - 1)
        day = f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        at = [round(draw.gauss(0.374, 0.01), 6), round(draw.gauss(49.757, 0.006), 6)]
        told = {
            "uuid": f"{n:032x}", "first_day": day, "last_day": day, "precision": "exact",
            "commune_code": "76259", "department": "76", "cd_ref": kind + 1,
            "scientific_name": f"Species number{kind}", "vernacular_name": f"Nom {kind}",
            "taxon_group": GROUPS[kind % len(GROUPS)],
        }  # fmt: skip
        one = {"type": "Feature", "id": told["uuid"]}
        one |= {"geometry": {"type": "Point", "coordinates": at}, "properties": told}
        yield json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()


if __name__ == "__main__":
    main()
