"""Intake beside its floor: the product and a bare endpoint, in turn, the same phones for both.

python -m bench.intake --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from bench.phones import Taken, batches, during, pictured, sendings
from bench.place import ROOT, Place, postgis, spatialite
from bench.sending import GUNICORN, free_port, served, wait

ROUNDS, SECONDS = 5, 4.0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--seconds", type=float, default=SECONDS)
    asked.add_argument("--only", default="", help="some of: put, photo, batch")
    told = asked.parse_args()
    print("| engine | what | a second | floor | ratio |\n|---|---|---|---|---|", flush=True)
    places = [spatialite()] + ([postgis(told.postgis)] if told.postgis else [])
    for opened in places:
        with opened as place:
            place.step("prepare")
            measure(
                place, told.rounds, told.seconds, told.only.split(",") if told.only else [*WAYS]
            )


def measure(place: Place, rounds: int, seconds: float, ways: list[str]) -> None:
    """Serve both at once, and let the phones send to one, then to the other, several times."""
    with ExitStack() as both:
        ours, floor = both.enter_context(served(place)), both.enter_context(bare(place))
        for way in ways:
            told = Pair([], [])
            for number in range(-1, rounds):  # the first warms both
                one = during(WAYS[way], ours, seconds, is_ours=True)
                beside = WAYS[FLOOR_OF.get(way, way)]
                other = during(beside, floor, seconds, is_ours=False)
                if number >= 0:
                    told.add(one, other)
            print(f"| {place.engine} | {NAMED[way]} | {told.row()}", flush=True)


class Pair:
    """What was taken of ours and of the floor, round by round."""

    def __init__(self, ours: list[Taken], floor: list[Taken]) -> None:
        self.ours, self.floor = ours, floor

    def add(self, one: Taken, other: Taken) -> None:
        self.ours.append(one)
        self.floor.append(other)

    def row(self) -> str:
        """The medians, and the median of the ratios with the least and the most of them."""
        ratios = [a.rate / b.rate for a, b in zip(self.ours, self.floor, strict=True)]
        half = 1000 * median(one.median for one in self.ours)
        most = 1000 * median(one.slow for one in self.ours)
        return (
            f"{median(one.rate for one in self.ours):,.0f} (median {half:.1f} ms,"
            f" 99 % under {most:.1f} ms: {most / half:.1f} ×) "
            f"| {median(one.rate for one in self.floor):,.0f} "
            f"| {median(ratios):.2f} [{min(ratios):.2f}–{max(ratios):.2f}] |"
        )


@contextmanager
def bare(place: Place) -> Iterator[int]:
    """Serve the floor, with the servers of the product."""
    made = "from bench import bare; bare.table()"
    subprocess.run([sys.executable, "-c", made], env=place.environment, cwd=ROOT, check=True)
    port = free_port()
    gunicorn = [*GUNICORN, "--bind", f"127.0.0.1:{port}", "bench.bare:wsgi()"]
    waitress = ["-m", "bench.bare", str(port)]
    command = [sys.executable, *(gunicorn if place.server else waitress)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env=place.environment, cwd=ROOT, **quiet)  # type: ignore[call-overload]
    try:
        wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


WAYS = {"put": sendings, "photo": pictured, "batch": batches}
FLOOR_OF = {"batch": "put"}
NAMED = {
    "put": "PUT of an observation",
    "photo": "an observation and its photo of 200 kB",
    "batch": "observations in batches of 500",
}

if __name__ == "__main__":
    main()
