"""What a feed tells of a record, and where its next page begins."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

MOST = 1000  # records: a feed tells what is new, releases tell all
PAGE = 50
CURSOR = re.compile(r"([1-9]\d{0,8})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class New(NamedTuple):
    """A record that a release published first."""

    release: int
    uuid: str
    published_at: datetime


class Entry(NamedTuple):
    """A new record and its row in the newest release."""

    new: New
    told: Mapping[str, Any]

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.told["first_day"])

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.told["last_day"])


def page(found: Sequence[New], cursor: str, limit: int) -> tuple[list[New], str]:
    """Take a page of what is new, newest release first; and where the next one begins, or ""."""
    after = CURSOR.fullmatch(cursor)
    rest = [one for one in found if after is None or _rank(one) > (-int(after[1]), after[2])]
    told = rest[:limit]
    is_last = len(rest) <= limit
    return told, "" if is_last else f"{told[-1].release}.{told[-1].uuid}"


def _rank(one: New) -> tuple[int, str]:
    """Within a release by identifier: the order of arrival would tell."""
    return -one.release, one.uuid


def newest(found: Iterable[New]) -> list[New]:
    """Keep each record once, by the release that published it last."""
    known: dict[str, New] = {}
    for one in found:
        known.setdefault(one.uuid, one)
    return sorted(known.values(), key=_rank)
