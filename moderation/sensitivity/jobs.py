"""Settle how sensitive an observation is, when it arrives and whenever a rule changes."""

from itertools import islice
from uuid import UUID

from citizen.observations import store as observations
from citizen.observations.intake import hold
from config.database import reading, transaction
from config.events import News
from moderation.sensitivity import store
from moderation.sensitivity.store import Rulebook, settle

TOGETHER = 100  # observations settled in one transaction


def settle_level(news: News) -> None:
    """Give an observation its level by the rules of today; told twice, it has the same."""
    with transaction() as session:
        found = observations.find(session, UUID(news.subject))
        if found is None:
            return
        hold(session, found)
        if news.name == "observation.corrected":
            store.forget_waiver(found)
        settle(session, found, Rulebook(session).ruling(found, found.name_held))


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
