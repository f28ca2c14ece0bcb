"""The town that is tried here is the one at which bad requests are thrown."""

from tests.hostile.conftest import town, world

__all__ = ["town", "world"]
