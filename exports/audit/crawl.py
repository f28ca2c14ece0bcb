"""Ask for every public address of a world, as anyone; compare what two worlds answer."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

LINK = re.compile(rb"""(?:href|src|action)="([^"]+)"|"(?:url|href|next|picture)": ?"([^"]+)\"""")
# Of each visitor, at random: what a form carries against forgery, and the name of what it sends.
TOKEN = re.compile(rb'name="(?:csrf_token|uuid|told_at|asked_at)" value="[^"]+"')
MOST = 20_000  # addresses
AROUND = 40  # bytes told on either side of a difference
ELSEWHERE = ("/static/", "/problems/", "/deconnexion", "/connexion")
OTHERWISE = re.compile(r"[?&](?:lang|of)=|[{]")  # the same in another language; to be filled in
UNCOUNTED = {"Date", "Set-Cookie"}


class Answer(NamedTuple):
    """What an address answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Leak(NamedTuple):
    """An address at which two worlds differ, and in what."""

    address: str
    what: str  # status, header, body, or that only one world has the address
    told: tuple[str, str]  # what each world answers there, around the first byte that differs


Get = Callable[[str], tuple[int, Iterable[tuple[str, str]], bytes]]


def crawl(get: Get, base: str, seeds: Iterable[str]) -> dict[str, Answer]:
    """Follow every link from the seeds; return what each address answers."""
    known, found = dict.fromkeys(seeds), dict[str, Answer]()
    waiting = deque(known)
    while waiting and len(found) < MOST:
        address = waiting.popleft()
        found[address] = answer = asked(get, address)
        for link in links(answer.body, base, address):
            if link not in known:
                known[link] = None
                waiting.append(link)
    return found


def asked(get: Get, address: str) -> Answer:
    """Ask for an address, as a visitor without any cookie."""
    status, headers, body = get(address)
    told = sorted((name, value) for name, value in headers if name not in UNCOUNTED)
    return Answer(status, tuple(told), TOKEN.sub(b"", body))


def links(body: bytes, base: str, at: str) -> Iterator[str]:
    """Find the addresses of this service that a body names."""
    for found in LINK.finditer(body):
        told = (found[1] or found[2]).decode(errors="replace").replace("&amp;", "&")
        whole = urldefrag(urljoin(base + at, told)).url
        if whole.startswith(f"{base}/"):
            parts = urlsplit(whole)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if not path.startswith(ELSEWHERE) and not OTHERWISE.search(path):
                yield path


def leaks(first: Mapping[str, Answer], second: Mapping[str, Answer]) -> Iterator[Leak]:
    """Tell every difference between two worlds, by address."""
    for address in sorted(first.keys() | second.keys()):
        here, there = first.get(address), second.get(address)
        if here is None or there is None:
            yield Leak(address, "address", (str(here is not None), str(there is not None)))
        elif here != there:
            yield _difference(address, here, there)


def _difference(address: str, here: Answer, there: Answer) -> Leak:
    if here.status != there.status:
        return Leak(address, "status", (str(here.status), str(there.status)))
    if here.body != there.body:
        return Leak(address, "body", _around(here.body, there.body))
    only = set(here.headers) ^ set(there.headers)
    return Leak(address, "headers", (str([h for h in here.headers if h in only]),
                                     str([h for h in there.headers if h in only])))  # fmt: skip


def _around(here: bytes, there: bytes) -> tuple[str, str]:
    at = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), -1)
    at = min(len(here), len(there)) if at < 0 else at
    some = slice(max(0, at - AROUND), at + AROUND)
    return here[some].decode(errors="replace"), there[some].decode(errors="replace")
