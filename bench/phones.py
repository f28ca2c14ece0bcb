"""Residents' phones on plain sockets: they cost the machine little beside what they measure."""

import io
import json
import random
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from statistics import quantiles
from typing import Any, NamedTuple

from PIL import Image

from bench.servers import Server
from tests.sendings import FECAMP, new_id, sent, sha256

WIDE = 0.05  # degrees: the town
BATCH, PHONES = 500, 8
PHOTO = 200_000  # bytes


Unit = tuple[list[bytes], int]  # requests in a row, and what they bring


class Taken(NamedTuple):
    """What a server took: of a second, and the median and 99th percentile of answers (seconds)."""

    rate: float
    median: float
    slow: float
    processor: float  # of the server, for each


class Phone:
    """One connection that stays open, to the product or to its floor."""

    def __init__(self, port: int, *, is_ours: bool) -> None:
        self.is_ours, self.heads = is_ours, {"Content-Type": "application/json"}
        self.line = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read = self.line.makefile("rb", buffering=65536)
        if is_ours:
            status, told = self.ask(request("POST", "/api/v1/devices", b"", {}))
            assert status == 201, told
            self.heads["Authorization"] = f"Bearer {json.loads(told)['token']}"

    def ask(self, data: bytes) -> tuple[int, bytes]:
        self.line.sendall(data)
        status, length, chunked = int(self.read.readline().split()[1]), 0, False
        while (line := self.read.readline()) not in {b"\r\n", b""}:
            name, _, value = line.lower().partition(b":")
            length = int(value) if name == b"content-length" else length
            chunked = chunked or (name == b"transfer-encoding")
        if chunked:
            raise SystemExit("an answer came in chunks")
        return status, self.read.read(length)


Way = Callable[[Phone], Iterator[Unit]]


def request(method: str, path: str, body: bytes, heads: Mapping[str, str]) -> bytes:
    """Write a request of HTTP/1.1."""
    told = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{told}\r\n"
    return head.encode() + body


def during(way: Way, server: Server, seconds: float, *, is_ours: bool) -> Taken:
    """Send for so long from eight phones at once; every request must be taken."""
    ready = [Phone(server.port, is_ours=is_ours) for _ in range(PHONES)]
    before = server.processor()
    with ThreadPoolExecutor(PHONES) as pool:
        begun = time.perf_counter()
        told = [*pool.map(lambda one: _send(one, way, begun + seconds), ready)]
        lasted = time.perf_counter() - begun
    units = [unit for some in told for unit in some]
    cuts = quantiles([took for took, _ in units], n=100) if len(units) > 1 else [0.0] * 99
    brought, spent = sum(number for _, number in units), server.processor() - before
    return Taken(brought / lasted, cuts[49], cuts[98], spent / brought)


def _send(phone: Phone, way: Way, until: float) -> list[tuple[float, int]]:
    """Send one after the other; tell how long each took, and what it brought."""
    units = []
    for requests, brings in way(phone):
        begun = time.perf_counter()
        for one in requests:
            status, told = phone.ask(one)
            if status not in {201, 207}:
                raise SystemExit(f"answered {status}: {told[:300]!r}")
        ended = time.perf_counter()
        units.append((ended - begun, brings))
        if ended > until:
            break
    phone.line.close()
    return units


def body(**changes: Any) -> dict[str, Any]:
    """A tree somewhere in the town, seen at some hour of the last month."""
    at = datetime.now(UTC) - timedelta(minutes=random.randrange(60, 40_000))
    place = [round(x + random.uniform(-WIDE, WIDE), 6) for x in FECAMP]
    told = {"observed_at": at.isoformat(), "place": {"type": "Point", "coordinates": place}}
    return sent("tree", **told | changes)


def sendings(phone: Phone) -> Iterator[Unit]:
    """Observations, one by one."""
    path = "/api/v1/observations/" if phone.is_ours else "/observations/"
    while True:
        told = json.dumps(body()).encode()
        yield [request("PUT", path + new_id(), told, phone.heads)], 1


def pictured(phone: Phone) -> Iterator[Unit]:
    """Observations, each with its photo: two requests of ours, one of the floor."""
    image = {"Content-Type": "image/jpeg"}
    while True:
        data = another_jpeg()
        digest, uuid = sha256(data), new_id()
        told = json.dumps(body(photos=[digest]))
        if phone.is_ours:
            path = f"/api/v1/observations/{uuid}"
            first = request("PUT", path, told.encode(), phone.heads)
            second = request("PUT", f"{path}/photos/{digest}", data, phone.heads | image)
            yield [first, second], 1
        else:
            yield [request("PUT", f"/photos/{digest}", data, image | {"X-Told": told})], 1


def batches(phone: Phone) -> Iterator[Unit]:
    """Five hundred observations in each call."""
    while True:
        told = json.dumps({"items": [body() | {"uuid": new_id()} for _ in range(BATCH)]}).encode()
        yield [request("POST", "/api/v1/observations/batch", told, phone.heads)], BATCH


def another_jpeg() -> bytes:
    """A JPEG of about 200 kB, never the same: its comment says which."""
    data = _jpeg()
    return data[:2] + b"\xff\xfe\x00\x12" + random.randbytes(16) + data[2:]


@cache
def _jpeg() -> bytes:
    random.seed(1)
    for side in range(400, 4000, 50):
        grain = Image.frombytes("RGB", (side, side), random.randbytes(3 * side * side))
        out = io.BytesIO()
        grain.resize((2 * side, 2 * side)).save(out, "JPEG", quality=60)
        if out.tell() > PHOTO:
            random.seed()
            return out.getvalue()
    raise AssertionError("no such size")
