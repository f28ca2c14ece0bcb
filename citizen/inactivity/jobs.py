"""Warn the person of an account nobody uses; later, make it anonymous. Whoever has a role stays."""

from collections.abc import Callable
from uuid import UUID

from citizen.accounts.tables import Account
from citizen.inactivity import store
from citizen.leaving.store import close
from citizen.sign_in.store import of_uuid
from config import clock, events, mail, retention, site
from config.database import Session, reading, transaction
from config.events import News
from config.languages import say

FOLDER = "citizen/inactivity"
CHOICE = "anonymise"


def warn(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Warn those who were not seen for as long as the town keeps accounts."""
    since = clock.now() - retention.kept("KEEP_ACCOUNTS")

    def some(session: Session, after: int) -> int:
        found = store.silent(session, since, after)
        active = store.active(session, found, since)
        for one in found:
            if one.id not in active:
                store.warn(one)
                events.record(session, "account.silent", one.uuid)
        return found[-1].id if found else 0

    through(some)


def close_warned(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Make anonymous the accounts that were warned, and not used since."""
    before = clock.now() - retention.kept("KEEP_WARNED")

    def some(session: Session, after: int) -> int:
        found = store.warned(session, before, after)
        since = clock.now() - retention.kept("KEEP_ACCOUNTS")
        active = store.active(session, found, since)
        for one in found:
            if one.id not in active:
                close(session, one.id, CHOICE)
        return found[-1].id if found else 0

    through(some)


def through(some: Callable[[Session, int], int]) -> None:
    """Go through accounts, some in each transaction, to the last."""
    last = -1
    while last:
        with transaction() as session:
            last = some(session, max(last, 0))


def write(news: News) -> None:
    """Write to the person of a silent account; told twice, it is the same letter."""
    with reading() as session:
        account: Account | None = of_uuid(session, UUID(news.subject))
    if account is None or not account.email or account.warned_at is None:
        return
    told = {
        "days": retention.kept("KEEP_WARNED").days,
        "months": round(retention.kept("KEEP_ACCOUNTS").days / 30.4),
        "link": f"{site.url()}/connexion",
    }
    subject, body = (say(FOLDER, f"letter.{p}", account.language, **told) for p in PARTS)
    mail.send(f"event-{news.number}", account.email, subject, body)


PARTS = ("subject", "body")
