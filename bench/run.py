"""What it costs, beside what the engines themselves can do: figures to read, never a test.

python -m bench.run --records 100000 --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
from collections.abc import Iterator
from itertools import chain
from statistics import median

from bench import sending
from bench.place import Place, postgis, spatialite
from bench.servers import served

TIMES = 3
SENT = 400
PHONES = 8
FEW = 1_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    told = asked.parse_args()
    print("| engine | what | figure | floor | ratio |\n|---|---|---|---|---|", flush=True)
    with spatialite() as place:
        measure(place, told.records)
    with spatialite() as small:
        measure_memory(small)
    if told.postgis:
        with postgis(told.postgis) as place:
            measure(place, told.records)
        with postgis(told.postgis) as small:
            measure_memory(small)


def measure(place: Place, records: int) -> None:
    place.step("prepare")
    for line in chain(sendings(place), releases(place, records)):
        print(f"| {place.engine} | {line}", flush=True)


def measure_memory(place: Place) -> None:
    """The same release of few records, in a process of its own."""
    place.step("prepare")
    place.step("fill", FEW)
    made = place.step("release")
    print(f"| {place.engine} | peak memory, release of {FEW:,} | {made['peak']:.0f} MB | | |")


def sendings(place: Place) -> Iterator[str]:
    bare = place.step("insert", 2_000)
    floor = bare["count"] / bare["seconds"]
    yield f"bare insert with its commit | {floor:,.0f} /s | | |"
    said = place.step("statements")
    yield f"statements of one PUT | {said['count']} | | |"
    with served(place) as server:
        sending.rate(server.port, 1, 50)  # warm
        for phones in (1, PHONES):
            each = SENT // phones
            taken = [sending.rate(server.port, phones, each) for _ in range(TIMES)]
            best = median(one["rate"] for one in taken)
            slow = median(one["p95_ms"] for one in taken)
            yield (
                f"PUT, {phones} at once (95 % under {slow:.0f} ms) "
                f"| {best:,.0f} /s | {floor:,.0f} /s | {best / floor:.2f} |"
            )


def releases(place: Place, records: int) -> Iterator[str]:
    place.step("fill", records)
    floor = records / median(place.step("dump")["seconds"] for _ in range(TIMES))
    kind = "COPY … TO STDOUT" if place.server else "sqlite3 cursor into csv.writer"
    yield f"{kind}, {records:,} rows | {floor:,.0f} rows/s | | |"
    table = place.step("table")
    speed = table["records"] / table["seconds"]
    yield f"the CSV alone | {speed:,.0f} rows/s | {floor:,.0f} rows/s | {speed / floor:.3f} |"
    made = place.step("release")
    speed = made["records"] / made["seconds"]
    yield (
        f"a release, all {made['files']} files, {made['bytes'] / 1e6:.0f} MB, "
        f"{made['seconds']:.0f} s, of which {made['processor']:.0f} s of processor "
        f"| {speed:,.0f} rows/s | {floor:,.0f} rows/s | {speed / floor:.3f} |"
    )
    yield f"peak memory, release of {records:,} | {made['peak']:.0f} MB | | |"


if __name__ == "__main__":
    main()
