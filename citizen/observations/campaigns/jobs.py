"""Mark observations anew when their campaign, or their name, is another."""

from uuid import UUID

from citizen.observations.campaigns import store
from config.database import reading, transaction
from config.events import News

TOGETHER = 200  # observations of one transaction


def mark_all(news: News) -> None:
    """Look at each observation of a campaign that changed; told twice, it is the same."""
    after = 0
    while True:
        with reading() as session:
            numbers = store.of_campaign(session, news.subject, after, TOGETHER)
        if not numbers:
            return
        with transaction() as session:
            for number in numbers:
                store.mark_again(session, number)
        after = numbers[-1]


def mark_named(news: News) -> None:
    """Look at an observation whose name is another: its campaign may look for some species."""
    with transaction() as session:
        number = store.number_of(session, UUID(news.subject))
        if number is not None:
            store.mark_again(session, number)
