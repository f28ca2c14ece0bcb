"""Where a sending stands, for its author: nothing of who looked at it, nothing of other people."""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from reference.sensitivity.rules import EXACT, NOTHING


class Release(NamedTuple):
    """A release of a dataset: its number, up to when it knows of changes, when it came out."""

    dataset: str
    number: int
    as_of: datetime
    published_at: datetime


class Held(Protocol):
    """What is asked of an observation to say which datasets take it."""

    @property
    def level(self) -> int: ...
    @property
    def campaign(self) -> str: ...
    @property
    def territory(self) -> str | None: ...


class Issued(NamedTuple):
    """A release, and which records its dataset takes."""

    release: Release
    campaign: str = ""  # "": whatever they were made for
    levels: tuple[int, ...] = (1, 2)
    territory: str = ""  # "": wherever they are


def shelf(protocol: str) -> str:
    """The subject of the news about all datasets that hold records of a protocol."""
    return f"records:{protocol}"


def holds(one: Held, issued: Issued, precision: str, members: Container[str]) -> bool:
    """Whether a dataset takes a record; what it is narrowed by is told of exact places alone."""
    if one.level not in issued.levels:
        return False
    is_narrow = bool(issued.campaign or issued.territory)
    if is_narrow and precision != EXACT:
        return False
    is_there = not issued.territory or (one.territory or "") in members
    return is_there and issued.campaign in {"", one.campaign}


class Followed(Protocol):
    """What is asked of an observation to say where it stands."""

    @property
    def status(self) -> str: ...
    @property
    def turn(self) -> int: ...
    @property
    def changed_at(self) -> datetime: ...


class Standing(NamedTuple):
    """Where a sending stands: a word, when it was opened, the release it is in."""

    state: str
    seen_at: datetime | None = None
    release: Release | None = None


def standing(
    one: Followed, seen_at: datetime | None, releases: Iterable[Release], precision: str
) -> Standing:
    """Say where a sending stands.

    seen_at: when a moderator last opened it; releases: of the datasets that hold it; precision: how
    precisely its place may be shown. What may be shown to nobody is kept, and in no release.
    """
    if one.status == "submitted":
        waits = "seen" if seen_at else "received"
        return Standing("waiting" if one.turn else waits, seen_at)
    if one.status != "accepted":
        return Standing(one.status, seen_at)
    if precision == NOTHING:
        return Standing("kept", seen_at)
    told = [release for release in releases if release.as_of >= one.changed_at]
    first = min(told, key=lambda release: (release.published_at, release.number), default=None)
    return Standing("published" if first else "accepted", seen_at, first)


def receipt(uuid: UUID) -> str:
    """A number to cite, made of the identifier: one that counts would tell how much others send."""
    told = uuid.hex[:8].upper()
    return f"{told[:4]}-{told[4:]}"
