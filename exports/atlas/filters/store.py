"""The records a reader asks for: what of those published passes the filters, in a place."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy.orm import Session

from exports.atlas import store
from exports.atlas.filters.rules import Asked
from exports.atlas.layers import waiting
from exports.atlas.rules import Entry, newest
from exports.datasets.cutting import store as cutting
from exports.datasets.cutting.rules import Told, is_inside
from exports.provisional.rules import Dot


class Found(NamedTuple):
    """What was asked for: published records, newest first, and what waits in grey."""

    entries: Sequence[Entry]
    waits: Sequence[Dot]


def found(session: Session, asked: Asked) -> Found:
    """Find what is asked for; a territory that is none is refused."""
    holds = _holding(session, asked.territory)
    kept = [one for one in store.entries(session) if asked.keeps(one)]
    here = [one for one in kept if holds(one.told)] if asked.territory else kept
    return Found(newest(here), waiting.shown(session, asked, holds))


def _holding(session: Session, code: str) -> Callable[[Told], bool]:
    return partial(is_inside, area=cutting.area(session, code)) if code else _everywhere


def _everywhere(_told: Told) -> bool:
    return True
