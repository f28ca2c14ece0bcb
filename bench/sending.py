"""Residents' phones on loopback: how many observations a second a real server takes."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median, quantiles
from typing import Any

from tests.sendings import new_id, sent


def rate(port: int, phones: int, each: int) -> dict[str, Any]:
    """Send observations from so many phones at once; every one must be kept."""
    with ThreadPoolExecutor(phones) as all_phones:
        tokens = list(all_phones.map(lambda _: _token(port), range(phones)))
        begun = time.perf_counter()
        times = [t for told in all_phones.map(lambda k: _send(port, k, each), tokens) for t in told]
        seconds = time.perf_counter() - begun
    return {
        "rate": len(times) / seconds,
        "median_ms": 1000 * median(times),
        "p95_ms": 1000 * quantiles(times, n=20)[-1],
    }


def _token(port: int) -> str:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/api/v1/devices")
    token: str = json.loads(connection.getresponse().read())["token"]
    connection.close()
    return token


def _send(port: int, token: str, each: int) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    heads = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body, times = json.dumps(sent("tree")), []
    for _ in range(each):
        begun = time.perf_counter()
        connection.request("PUT", f"/api/v1/observations/{new_id()}", body, heads)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        if answer.status != 201:
            raise SystemExit(f"a sending was answered {answer.status}")
    connection.close()
    return times
