"""How long what is personal is kept: the settings whose names begin with KEEP_, in days."""

from collections.abc import Mapping
from datetime import timedelta

_kept: dict[str, timedelta] = {}


def lasts(days: Mapping[str, int]) -> None:
    """Hold to the town's durations: name of the setting → days."""
    _kept.update({name: timedelta(days=number) for name, number in days.items()})


def kept(name: str) -> timedelta:
    """Return how long a setting says; KeyError for one that is not there: a fault of ours."""
    return _kept[name]


def days() -> dict[str, int]:
    """Tell every duration in days: name of the setting → days, 0 for what is kept for ever."""
    return {name: lasting.days for name, lasting in sorted(_kept.items())}
