"""Which of a lot are looked at one by one before the rest is accepted: pure."""

import hashlib
from collections.abc import Collection, Sequence
from math import ceil
from typing import NamedTuple
from uuid import UUID

SHARE = 10  # per cent of a lot
MOST = 50  # records of a lot


class Chosen(NamedTuple):
    """A record of a lot, and the state it was seen in (its ETag)."""

    uuid: UUID
    seen: str


def read(values: Sequence[str]) -> list[Chosen]:
    """The records ticked in a form: `uuid etag`, each once, in order; what is none is left out."""
    found: dict[UUID, Chosen] = {}
    for value in values[:MOST]:
        number, _, seen = value.partition(" ")
        try:
            uuid = UUID(number)
        except ValueError:
            continue
        found[uuid] = Chosen(uuid, seen)
    return [*found.values()]


def sample(lot: Sequence[Chosen], key: str) -> list[Chosen]:
    """Draw those to look at: the same for the same lot; key: of who looks, so that none chooses."""
    told = ",".join(sorted(str(one.uuid) for one in lot))

    def drawn(one: Chosen) -> bytes:
        return hashlib.sha256(f"{key} {one.uuid} {told}".encode()).digest()

    return sorted(lot, key=drawn)[: ceil(len(lot) * SHARE / 100)]


def to_look_at(lot: Sequence[Chosen], looked: Collection[UUID], key: str) -> list[Chosen]:
    """Those of the sample that were not confirmed yet."""
    return [one for one in sample(lot, key) if one.uuid not in looked]
