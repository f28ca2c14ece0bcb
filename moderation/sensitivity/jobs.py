"""Settle how sensitive an observation is, when it arrives and whenever a rule changes."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from citizen.observations import store as observations
from citizen.observations.intake import hold
from config.database import reading, transaction
from config.events import News
from moderation.sensitivity import store
from moderation.sensitivity.store import Rulebook, settle

TOGETHER = 100  # observations settled in one transaction


def settle_level(several: Sequence[News]) -> None:
    """Give observations their level by the rules of today; told twice, they have the same."""
    corrected = {news.subject for news in several if news.name == "observation.corrected"}
    with transaction() as session:
        book, uuids = Rulebook(session), (UUID(news.subject) for news in several)
        for found in observations.find_each(session, uuids, to_change=True):
            if str(found.uuid) in corrected:
                store.forget_waiver(found)
            settle(session, found, book.ruling(found, found.name_held))


def revise(news: News) -> None:
    """Give every observation of the town its level by the rules of today."""
    with reading() as session:
        found = store.touched(session)
        while some := list(islice(found, TOGETHER)):
            resettle(some, news)


def resettle(uuids: list[UUID], news: News) -> None:
    """Settle some observations in a transaction of theirs: nobody waits for the others."""
    with transaction() as session:
        book = Rulebook(session)
        for uuid in sorted(uuids):  # two jobs at once wait for each other, never both
            found = observations.find(session, uuid)
            if found is not None:
                hold(session, found)
                told = book.ruling(found, found.name_held)
                settle(session, found, told, because=news.name)
