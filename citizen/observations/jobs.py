"""Place again what lay outside every known outline, when new ones come."""

from citizen.observations import store
from config.database import reading, transaction
from config.events import News

TOGETHER = 200  # observations of one transaction


def locate(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Say in which commune each observation lies that had none; told twice, it is the same."""
    after = 0
    while True:
        with reading() as session:
            numbers = store.nowhere(session, after, TOGETHER)
        if not numbers:
            return
        with transaction() as session:
            for number in numbers:
                store.place_again(session, number)
        after = numbers[-1]
