"""Places asked of a server: ours, the bare endpoint, tipg and pygeoapi, on two processes each."""

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import mapbox_vector_tile

from bench.peers.configured import pygeoapi_files
from bench.phones import Phone, request
from bench.place import Place
from bench.servers import GUNICORN, Server, free_port

PEOPLE, SECONDS, WIDE = 8, 3.0, 0.004  # degrees: some thousand records of a dense town
TILES = [(14, x, y) for x in (8208, 8209) for y in (5573, 5574)]
Ask = Callable[[random.Random, list[str]], str]


def boxes(path: str, **more: str) -> Ask:
    """A hundred records of a box somewhere in the town."""

    def ask(chance: random.Random, _: list[str]) -> str:
        x, y = chance.uniform(0.352, 0.394), chance.uniform(49.741, 49.765)
        box = ",".join(f"{one:.6f}" for one in (x, y, x + WIDE, y + WIDE))
        return f"{path}?{urlencode({'bbox': box, 'limit': 100, **more}, safe=',')}"

    return ask


def ones(path: str, **more: str) -> Ask:
    """One record, by its identifier."""

    def ask(chance: random.Random, uuids: list[str]) -> str:
        return f"{path}/{chance.choice(uuids)}?{urlencode(more)}".rstrip("?")

    return ask


OUR_TILE = "/tiles/tree/{}/{}/{}.mvt"
OURS, TIPG, PYGEOAPI = (
    "/ogc/collections/tree/items",
    "/collections/public.published/items",
    "/collections/published/items",
)
ASKED = {
    "Brindille": (boxes(OURS), ones(OURS)),
    "bare Flask": (boxes("/items"), ones("/items")),
    "tipg": (boxes(TIPG, f="geojson"), ones(TIPG, f="geojson")),
    "pygeoapi": (boxes(PYGEOAPI, f="json"), ones(PYGEOAPI, f="json")),
}


def served(place: Place, python: str, uuids: list[str]) -> Iterator[str]:
    """Ask each in turn, alone on the machine; tell what each answers in a second."""
    rates: dict[str, list[float]] = {}
    for name, ways in ASKED.items():
        with opened(name, place, python) as server:
            rates[name] = [asked(server.port, way, uuids) for way in ways]
    for number, (what, wanted) in enumerate(
        (("100 by bbox, dense town", (0.6, 2, 4)), ("one item", (0, 1.5, 3)))
    ):
        mine = rates["Brindille"][number]
        for (peer, told), times in zip([*rates.items()][1:], wanted, strict=True):
            ratio = mine / told[number]
            yield (
                f"{what} | {mine:,.0f} /s | {peer}: {told[number]:,.0f} /s "
                f"| {ratio:.2f} | {times or ''} |"
            )


@contextmanager
def opened(name: str, place: Place, python: str) -> Iterator[Server]:
    """Start one of them; wait until it answers."""
    port = free_port()
    plain = place.url.replace("+psycopg", "")
    bind = ["--bind", f"127.0.0.1:{port}"]
    workers = ["--workers", "2"]
    commands: dict[str, tuple[Mapping[str, str], list[str]]] = {
        "Brindille": (place.environment, [*GUNICORN, *bind, "app:wsgi()"]),
        "bare Flask": (place.environment, [*GUNICORN, *bind, "bench.peers.bare:wsgi()"]),
        "tipg": (
            {"DATABASE_URL": plain, "TIPG_DB_SCHEMAS": '["public"]'},
            ["-m", "uvicorn", "tipg.main:app", "--port", str(port), *workers],
        ),
        "pygeoapi": (
            {},
            ["-m", "gunicorn", *workers, "--threads", "4", *bind, "pygeoapi.flask_app:APP"],
        ),
    }
    more, command = commands[name]
    if name == "pygeoapi":
        more = pygeoapi_files(Path(place.home), python, plain, port)
    theirs = python if name in {"tipg", "pygeoapi"} else sys.executable
    server = Server(more, command, port, theirs)
    try:
        _ready(server)
        yield server
    finally:
        server.end()


def _ready(server: Server) -> None:
    for _ in range(300):
        try:
            Phone(server.port, is_ours=False).ask(request("GET", "/", b"", {}))
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("a peer did not start")


def asked(port: int, way: Ask, uuids: list[str]) -> float:
    """What eight people get in a second, who never wait."""
    with ProcessPoolExecutor(PEOPLE) as people:
        list(
            people.map(
                _person,
                [port] * PEOPLE,
                range(PEOPLE),
                [_all(way, uuids, 90, 15)] * PEOPLE,
                [1.0] * PEOPLE,
            )
        )
        asks = [_all(way, uuids, number, 400) for number in range(PEOPLE)]
        told = people.map(_person, [port] * PEOPLE, range(PEOPLE), asks, [SECONDS] * PEOPLE)
        return sum(told)


def _all(way: Ask, uuids: list[str], seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [way(chance, uuids) for _ in range(count)]


def _person(port: int, _: int, paths: list[str], seconds: float) -> float:
    line, done, begun = Phone(port, is_ours=False), 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        status, told = line.ask(request("GET", paths[done % len(paths)], b"", {}))
        assert status == 200 and b'"Feature' in told, (status, told[:300])
        done += 1
    return done / (time.perf_counter() - begun)


def drawn(place: Place, python: str) -> Iterator[str]:
    """Tiles of zoom 14 that nobody asked for before, with the same properties; then once more."""
    with opened("Brindille", place, python) as server:
        ours = [_tile(server.port, OUR_TILE.format(*one)) for one in TILES]
        again = [_tile(server.port, OUR_TILE.format(*one)) for one in TILES * 3]
        told = _properties(server.port)
    names = ",".join(told)
    path = "/collections/public.published/tiles/WebMercatorQuad/{}/{}/{}?properties=" + names
    with opened("tipg", place, python) as server:
        theirs = [_tile(server.port, path.format(*one)) for one in TILES]
    mine, other = median(one for one, _ in ours), median(one for one, _ in theirs)
    yield (
        f"a tile of zoom 14, {ours[0][1] / 1e3:,.0f} kB | {1000 * mine:.0f} ms "
        f"| tipg: {1000 * other:.0f} ms, {theirs[0][1] / 1e3:,.0f} kB | {other / mine:.2f} | 1 |"
    )
    yield f"the same, asked again | {1000 * median(one for one, _ in again):.1f} ms | | | 2 ms |"


def _properties(port: int) -> list[str]:
    """What our tiles tell of a record."""
    line = Phone(port, is_ours=False)
    tile = line.ask(request("GET", OUR_TILE.format(*TILES[0]), b"", {}))[1]
    (layer,) = mapbox_vector_tile.decode(tile).values()
    return [*layer["features"][0]["properties"]]


def _tile(port: int, path: str) -> tuple[float, int]:
    line = Phone(port, is_ours=False)
    begun = time.perf_counter()
    status, told = line.ask(request("GET", path, b"", {}))
    assert status in {200, 204}, (status, told[:300])
    return time.perf_counter() - begun, len(told)
