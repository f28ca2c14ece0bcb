"""The town that is tried here is the one at which bad requests are thrown."""

import pytest

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
