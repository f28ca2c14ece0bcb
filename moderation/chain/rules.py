"""How lines are chained, and where a chain breaks: pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

ORIGIN = "0" * 64  # what the first line follows


class Line(NamedTuple):
    """A line of the chain: its number, what it follows, what it tells (JSON), its digest."""

    number: int
    previous: str
    told: str
    digest: str


class Break(NamedTuple):
    """Where a chain breaks, and how."""

    number: int
    why: str


def canonical(told: Mapping[str, Any]) -> str:
    """Write JSON in the one way it is digested: keys in order, no spaces, UTF-8."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(previous: str, told: str) -> str:
    """Return the SHA-256 of what a line follows and what it tells, in hexadecimal."""
    return hashlib.sha256(f"{previous}\n{told}".encode()).hexdigest()


def following(number: int, previous: str, told: Mapping[str, Any]) -> Line:
    """Make the line that comes after another."""
    text = canonical({"number": number, **told})
    return Line(number, previous, text, digest(previous, text))


def breaks(lines: Iterable[Line], head: tuple[int, str]) -> Iterator[Break]:
    """Say where lines, in order, do not follow one another up to their head (number, digest)."""
    last = Line(0, "", "", ORIGIN)
    for line in lines:
        if line.number != last.number + 1:
            yield Break(last.number + 1, f"missing: line {line.number} comes next")
        elif line.previous != last.digest:
            yield Break(line.number, "it does not follow the line before")
        if line.digest != digest(line.previous, line.told):
            yield Break(line.number, "its words are not those that were written")
        last = line
    if (last.number, last.digest) != head:
        yield Break(last.number + 1, f"missing: {head[0]} lines were written")
