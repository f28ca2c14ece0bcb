"""Names: how fast an edition of TAXREF comes in, how fast a name is found by eight people at once.

python -m bench.names --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
import csv
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import which
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode

import psycopg

from bench import made_up_taxref, servers, stored
from bench.phones import Phone, request
from bench.place import ROOT, Place, postgis, spatialite
from bench.weighing import heaviest

PEOPLE = 8
EACH = 400  # questions of one person
BRINDILLE = [sys.executable, "-c", "import commands; commands.main()"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--names", type=int, default=700_000)
    asked.add_argument("--postgis", default="", help="an administrator's address; empty: left out")
    told = asked.parse_args()
    print("| engine | what | figure | floor | ratio |\n|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="brindille-names-") as folder:
        file = Path(folder) / "TAXREFv18.txt"
        made_up_taxref.write(file, told.names)
        with spatialite() as place:
            measure(place, file, told.names)
        if told.postgis:
            with postgis(told.postgis) as place:
                measure(place, file, told.names)


def measure(place: Place, file: Path, names: int) -> None:
    place.step("prepare")
    for line in (*imported(place, file, names), *searched(place, file)):
        print(f"| {place.engine} | {line}", flush=True)


def imported(place: Place, file: Path, names: int) -> Iterator[str]:
    """Load the file; load the same rows as the engine does: as they come, as they are kept."""
    floor = server_floor(place, file) if place.server else lite_floor(place, file)
    begun = time.perf_counter()
    most = heaviest([*BRINDILLE, "import", "taxa", str(file)], place.environment, ROOT)
    seconds = time.perf_counter() - begun
    kind, kept = "COPY" if place.server else "sqlite3 .import", stored.floor(place)
    yield (
        f"import of {names:,} names, {most:.0f} MB at most in all | {seconds:.1f} s "
        f"| {kind} of the file, no key, {floor:.1f} s | {floor / seconds:.2f} |"
    )
    yield (
        f"the same | {seconds:.1f} s "
        f"| {kind} of the rows as they are kept, with their keys, {kept:.1f} s "
        f"| {kept / seconds:.2f} |"
    )
    again = replaced(place, file)
    yield f"the next edition in its place, one name in a thousand dropped | {again:.1f} s | | |"


def replaced(place: Place, file: Path) -> float:
    """Import the edition after, which lacks some names: each is told of; return the seconds."""
    after = file.with_name("TAXREFv19.txt")
    with file.open(encoding="utf-8") as lines, after.open("w", encoding="utf-8") as kept:
        for number, line in enumerate(lines):
            if number % 1000 != 1:
                kept.write(line)
    begun = time.perf_counter()
    subprocess.run(
        [*BRINDILLE, "import", "taxa", str(after)], env=place.environment, cwd=ROOT, check=True,
        capture_output=True,
    )  # fmt: skip
    after.unlink()
    return time.perf_counter() - begun


def lite_floor(place: Place, file: Path) -> float:
    """What `.import` takes: all columns as texts, no index, no check."""
    database, shell = place.home / "floor.db", which("sqlite3")
    if shell is None:
        raise SystemExit("the sqlite3 shell is missing")
    script = f"PRAGMA journal_mode = wal;\n.mode tabs\n.import {file} bare\n"
    begun = time.perf_counter()
    subprocess.run([shell, str(database)], input=script, text=True, check=True, capture_output=True)
    seconds = time.perf_counter() - begun
    with closing(sqlite3.connect(database)) as lite:
        assert lite.execute("SELECT count(*) FROM bare").fetchone()[0] > 0
    database.unlink()
    return seconds


def server_floor(place: Place, file: Path) -> float:
    """What COPY takes: all columns as texts, no index, no check."""
    columns = ", ".join(f'"{name}" text' for name in made_up_taxref.COLUMNS)
    copy = "COPY bare FROM STDIN (FORMAT csv, HEADER, DELIMITER E'\\t')"
    with psycopg.connect(place.url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(f"CREATE TABLE bare ({columns})")
        begun = time.perf_counter()
        with file.open("rb") as rows, server.cursor().copy(copy) as out:
            while block := rows.read(1 << 20):
                out.write(block)
        seconds = time.perf_counter() - begun
        server.execute("DROP TABLE bare")
    return seconds


class Asking(NamedTuple):
    """What one who types asks: some of these questions, each with its chance, so many in all."""

    questions: list[str]
    chances: list[float]
    each: int
    pause: float = 0.0


def searched(place: Place, file: Path) -> Iterator[str]:
    """Ask as people type: letter by letter, words turned, typos; of names not asked for before.

    Each of two hundred names as likely as any other; then two hundred others as a town meets
    them, the second half as often as the first, the third a third; then with the form's pause.
    """
    even, town = questions(file, 8), questions(file, 9)
    chances = [1 / rank for rank, asked in enumerate(town, 1) for _ in asked]
    ways = {
        "no pause, any name as likely": Asking(flat(even), [], EACH),
        "no pause, names as a town meets them": Asking(flat(town), chances, EACH),
        "the form's pause, some 180 ms": Asking(flat(questions(file, 10)), [], EACH // 8, 0.18),
    }
    with servers.served(place) as server, ProcessPoolExecutor(PEOPLE) as people:
        for how, asking in ({"": Asking(["a", "b"], [], 40)} | ways).items():
            told = people.map(
                person, [server.port] * PEOPLE, range(PEOPLE), [asking] * PEOPLE
            )  # fmt: skip
            times = [one for some in told for one in some]
            slow = quantiles(times, n=100)[-1]
            if how:
                yield (
                    f"a name found, {PEOPLE} people, {how} | median {1000 * median(times):.1f} ms, "
                    f"99 % under {1000 * slow:.1f} ms | 10 ms, 40 ms | |"
                )


def questions(file: Path, seed: int) -> list[list[str]]:
    """What is typed for each of two hundred names."""
    chance = random.Random(seed)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [r for n, r in enumerate(csv.DictReader(lines, delimiter="\t")) if n % 500 == seed]
    return [typed((row["NOM_VERN"].split(",")[0] or row["LB_NOM"]).lower(), chance)
            for row in chance.sample(rows, 200)]  # fmt: skip


def typed(name: str, chance: random.Random) -> list[str]:
    """The beginnings of a name, its words turned, at times a typo."""
    at = chance.randrange(len(name))
    wrong = name[:at] + chance.choice("aeioustr") + name[at + 1 :]
    turned = " ".join(word[:4] for word in reversed(name.split()))
    begun = [name[:length] for length in range(2, min(len(name), 16))]
    return [*begun, turned, *([wrong] if chance.random() < 0.3 else [])]


def flat(asked: list[list[str]]) -> list[str]:
    return [question for of_name in asked for question in of_name]


def person(port: int, number: int, asking: Asking) -> list[float]:
    """One who types, on a plain socket; every answer must be one."""
    chance, times, line = random.Random(number), [], Phone(port, is_ours=False)
    for question in chance.choices(asking.questions, asking.chances or None, k=asking.each):
        query = urlencode({"q": question, "limit": 8, "territory": "76259", "month": 5})
        begun = time.perf_counter()
        status, told = line.ask(request("GET", f"/api/v1/taxa?{query}", b"", {}))
        times.append(time.perf_counter() - begun)
        assert status == 200 and told.startswith(b'{"items":'), told
        time.sleep(asking.pause * chance.uniform(0.7, 1.3))  # nobody types in step with others
    return times


if __name__ == "__main__":
    main()
