"""Intake beside its floor: the product and a bare endpoint, in turn, the same phones for both.

python -m bench.intake --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from statistics import median

from bench.phones import Taken, batches, during, pictured, sendings
from bench.place import Place, postgis, spatialite
from bench.servers import bare, served

ROUNDS, SECONDS = 3, 2.5  # both engines in some three minutes, on a quiet machine
WORK = "ms of the server's processor for each"
Opens = Callable[[], AbstractContextManager[Place]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--seconds", type=float, default=SECONDS)
    asked.add_argument("--only", default="", help="some of: put, photo, batch")
    told = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # its servers end with it
    print(f"| engine | what | a second | floor | ratio | {WORK} | floor | ratio |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    ways = told.only.split(",") if told.only else [*WAYS]
    measure(spatialite, told.rounds, told.seconds, ways)
    if told.postgis:
        measure(partial(postgis, told.postgis), told.rounds, told.seconds, ways)


def measure(opened: Opens, rounds: int, seconds: float, ways: list[str]) -> None:
    """Let the phones send to one, then to the other, several times; who waits is held still."""
    with ExitStack() as both:
        place, beside = both.enter_context(opened()), both.enter_context(opened())
        for one in (place, beside):
            one.step("prepare")
        ours, floor = both.enter_context(served(place)), both.enter_context(bare(beside))
        for way in ways:
            told = Pair([], [])
            for number in range(-1, rounds):  # the first warms both
                floor.hold_still()
                ours.go_on()
                one = during(WAYS[way], ours, seconds, is_ours=True)
                ours.hold_still()
                floor.go_on()
                other = during(WAYS[FLOOR_OF.get(way, way)], floor, seconds, is_ours=False)
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
        spent = 1000 * median(one.processor for one in self.ours)
        bare = 1000 * median(one.processor for one in self.floor)
        most = 1000 * median(one.slow for one in self.ours)
        return (
            f"{median(one.rate for one in self.ours):,.0f} (median {half:.1f} ms,"
            f" 99 % under {most:.1f} ms: {most / half:.1f} ×) "
            f"| {median(one.rate for one in self.floor):,.0f} "
            f"| {median(ratios):.2f} [{min(ratios):.2f}–{max(ratios):.2f}] "
            f"| {spent:.2f} | {bare:.2f} | {bare / spent:.2f} |"
        )


WAYS = {"put": sendings, "photo": pictured, "batch": batches}
FLOOR_OF = {"batch": "put"}
NAMED = {
    "put": "PUT of an observation",
    "photo": "an observation and its photo of 200 kB",
    "batch": "observations in batches of 500",
}

if __name__ == "__main__":
    main()
