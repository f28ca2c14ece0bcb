"""The town that is tried here is the one at which bad requests are thrown."""

import pytest
from sqlalchemy.event import listens_for

from moderation.decisions import jobs
from tests.hostile.conftest import town, world

__all__ = ["town", "world"]


@pytest.fixture
def told(monkeypatch):
    """What authors are told of decisions, by key: each a letter, or a line of the day's letter."""
    keys = []
    for way in ("send", "once_a_day"):
        monkeypatch.setattr(jobs, way, lambda key, *_: keys.append(key))
    return keys


def no_power_cut(engine):
    """Let the connections that are opened from now on not wait for the disk."""
    is_lite = engine.dialect.name == "sqlite"
    quick = "PRAGMA synchronous = OFF" if is_lite else "SET synchronous_commit = off"

    @listens_for(engine, "connect")
    def opened(connection, _record):
        connection.execute(quick)
        if not is_lite:
            connection.commit()

    engine.dispose()
