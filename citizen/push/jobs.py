"""Tell a phone what it asked to be told; forget one that is gone."""

from uuid import UUID

from citizen.push import sending, store
from citizen.push.rules import PATIENCE, TRIES, is_gone, is_later
from config.calls.answer import Answer
from config.database import reading, transaction
from config.events import News


class Unreached(Exception):
    """A push service that does not answer now: the outbox tries again."""


def deliver(news: News) -> None:
    """Tell one phone one thing; a phone that is gone is forgotten, a slow one tried again."""
    uuid, told = UUID(news.subject), news.details
    with reading() as session:
        found = store.held(session, uuid)
    if found is None or not sending.is_on():
        return
    answer = sending.push(found[0], str(told["kind"]), str(told["path"]), found[1].language)
    if note(uuid, answer):
        raise Unreached(answer.fault)


def note(uuid: UUID, answer: Answer) -> bool:
    """Note how a phone fares; say whether it is to be tried again."""
    with transaction() as session:
        found = store.held(session, uuid)
        if found is None:
            return False
        phone = found[0]
        phone.failures = 0 if answer.is_good else phone.failures + 1
        if is_gone(answer) or phone.failures >= PATIENCE:
            session.delete(phone)
            return False
        return is_later(answer) and phone.failures % TRIES != 0
