"""Look again at what waits, when more is known."""

from datetime import datetime

from citizen.observations.arrival import store
from config.database import transaction
from config.events import News


def read_by_weather(news: News) -> None:
    """Look again at what was answered in some hours whose weather came; told twice, the same."""
    first, last = (datetime.fromisoformat(news.details[name]) for name in ("first", "last"))
    with transaction() as session:
        for found in store.open_between(session, first, last):
            store.look_again(session, found)
