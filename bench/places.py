"""From a point to its commune, among 35,000 outlines of a hundred vertices: seconds and memory.

python -m bench.places --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from shapely import Point
from sqlalchemy import event

import app as house
from bench.made_up_communes import EAST, NORTH, SEED, SOUTH, WEST, write
from bench.place import ROOT, Place, postgis, spatialite
from config import database, towns
from config.database import reading
from config.settings import Settings
from reference.territories import store
from reference.territories.vintages.commands import bring

COMMUNES = 35_000
POINTS, SHAPES = 3_000, 300


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--communes", type=int, default=COMMUNES)
    asked.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="brindille-bench-") as folder:
        file = Path(folder) / "communes.geojson"
        count = write(file, told.communes)
        megabytes = file.stat().st_size / 1e6
        print(
            f"{count:,} communes, {megabytes:.0f} MB\n\n| engine | what | figure |\n|---|---|---|"
        )
        for place in (spatialite(), postgis(told.postgis) if told.postgis else nullcontext()):
            with place as here:
                for line in measured(here, file) if here else ():
                    print(f"| {here.engine} | {line} |", flush=True)


def measured(place: Place, file: Path) -> Iterator[str]:
    place.step("prepare")
    said = step(place, "bring_in", file)
    yield f"import | {said['seconds']:.1f} s, {said['peak']:.0f} MB at most"
    said = step(place, "bring_in", file)
    yield f"the same again, all replaced | {said['seconds']:.1f} s"
    for what in ("points", "floor", "areas"):
        said = step(place, what)
        yield f"{said['what']} | median {said['median']:.2f} ms, 99 % under {said['p99']:.2f} ms"


def step(place: Place, name: str, *values: object) -> dict[str, Any]:
    """Take one measure in a process of its own."""
    command = [sys.executable, "-m", "bench.places", "step", name, *map(str, values)]
    done = subprocess.run(
        command, env=place.environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name} on {place.engine}:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


# ---- the measures


def bring_in(file: str) -> dict[str, Any]:
    begun = time.perf_counter()
    bring(Path(file), 2026)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - begun, "peak": peak}


def places(count: int) -> Iterator[Point]:
    chance = random.Random(SEED)
    for _ in range(count):
        yield Point(chance.uniform(WEST + 1, EAST - 1), chance.uniform(SOUTH + 1, NORTH - 1))


def points() -> dict[str, Any]:
    return taken("point to commune", places(POINTS), store.containing)


def areas() -> dict[str, Any]:
    fields = (point.buffer(0.01) for point in places(SHAPES))
    return taken("area of 2 km to commune", fields, store.containing)


def floor() -> dict[str, Any]:
    """The same statement, given to the driver as it is."""
    said: list[Any] = []
    event.listen(
        database.engine(),
        "before_cursor_execute",
        lambda *told: said.append(told[2:4]),
        named=False,
    )
    with reading() as session:
        store.containing(session, next(places(1)))
    statement, values = next(one for one in said if "BEGIN" not in one[0])
    raw = database.engine().raw_connection()
    return taken(
        "the same by the driver alone",
        places(POINTS),
        lambda _s, place: raw.cursor().execute(statement, with_place(values, place)).fetchall(),
    )


def with_place(values: Any, place: Point) -> Any:
    if isinstance(values, dict):
        return {k: place.wkb if isinstance(v, bytes | memoryview) else v for k, v in values.items()}
    return tuple(place.wkb if isinstance(one, bytes | memoryview) else one for one in values)


def taken(what: str, asked: Iterator[Any], answer: Any) -> dict[str, Any]:
    told = []
    with reading() as session:
        for at, place in enumerate(asked):
            begun = time.perf_counter()
            found = answer(session, place)
            told.append((time.perf_counter() - begun) * 1000)
            assert found, (what, at, place)
            session.expunge_all()
    told = told[len(told) // 10 :]  # the first warm the caches
    return {"what": what, "median": median(told), "p99": quantiles(told, n=100)[98]}


STEPS_TAKEN = {one.__name__: one for one in (bring_in, points, areas, floor)}

if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        house.open_home(Settings.from_environment())
        with reading() as opened:
            towns.serve(towns.first(opened).id)  # type: ignore[union-attr]
        print(json.dumps(STEPS_TAKEN[sys.argv[2]](*sys.argv[3:])))
    else:
        main()
