"""Part what was sent from who left, some at a time: interrupted, it goes on where it was."""

from uuid import UUID

from citizen.accounts.tables import Account
from citizen.evidence.jobs import forget_unless_wanted
from citizen.leaving import store
from citizen.observations import intake
from citizen.observations.tables import Observation
from citizen.sign_in.store import of_uuid
from config import clock, files, retention
from config.database import Session, transaction
from config.events import News
from config.protocols import protocol

ORIGINALS = "photos/"  # their folder: one file for all who sent it


def part_ways(news: News) -> None:
    """Make what someone sent anonymous, or withdraw it; what they chose to keep is left alone."""
    choice = str(news.details["observations"])
    if choice == "keep":
        return
    with transaction() as session:
        account = of_uuid(session, UUID(news.subject))
        if account is None:
            return
        store.forget_words(session, account.id)
    while _part_some(account, is_withdrawn=choice == "withdraw"):
        pass
    with transaction() as session:
        store.forget_link(session, account.id)


def _part_some(account: Account, *, is_withdrawn: bool) -> int:
    """Part some observations; the rows first, then the files nobody has any more."""
    with transaction() as session:
        found = store.left(session, account.id)
        removed = [path for one in found for path in _part(session, one, is_withdrawn)]
    _remove(removed)
    return len(found)


def _part(session: Session, found: Observation, is_withdrawn: bool) -> list[str]:
    if is_withdrawn:
        intake.withdraw(session, found)
        store.empty(session, found)
    removed = store.forget_photos(session, found, all_of_them=is_withdrawn)
    by_people = protocol(found.protocol).publication == "cells" and not is_withdrawn
    by = store.someone(session, found.author_id) if by_people else store.nobody(session)
    store.part(session, found, by)
    return removed


def _remove(paths: list[str]) -> None:
    """Remove files, the rows being gone; an original that another observation has stays."""
    originals = {path for path in paths if path.startswith(ORIGINALS)}
    forget_unless_wanted(sorted(originals))
    for path in paths:
        if path not in originals:
            files.store().forget(path)


def empty_refused(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Empty what was rejected or withdrawn long ago: its photos, its words, its exact place."""
    while _empty_some():
        pass


def _empty_some() -> int:
    removed: list[str] = []
    with transaction() as session:
        found = store.refused(session, clock.now() - retention.kept("KEEP_REFUSED"))
        for one in found:
            store.empty(session, one)
            removed += store.forget_photos(session, one, all_of_them=True)
    _remove(removed)
    return len(found)


def forget_tokens(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the tokens of closed accounts, once nobody sends their last request again."""
    with transaction() as session:
        store.forget_tokens(session, clock.now() - retention.kept("KEEP_SIGN_INS"))
