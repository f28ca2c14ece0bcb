"""What is done by itself about the names."""

from datetime import timedelta

from config import clock
from config.editions import tidy
from config.events import News
from reference.taxa.editions.store import TABLES

WAITS = timedelta(days=7)  # how long an interrupted import may be gone on with


def forget_interrupted(news: News) -> None:  # noqa: ARG001 (every town's day finds the same)
    """Drop what is left of an import that nobody went on with."""
    tidy(TABLES, clock.now() - WAITS)
