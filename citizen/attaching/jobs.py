"""Mail the link that proves an address; gather what came late; forget what was not finished."""

from uuid import UUID

from citizen.accounts.joining.store import gather
from citizen.attaching import store
from citizen.attaching.rules import CLAIM_LASTS
from config import clock, mail, retention, site
from config.database import transaction
from config.events import News
from config.languages import say

FOLDER = "citizen/attaching"


def send_proof(news: News) -> None:
    """Write to the address that was claimed: the secret is made here, no event ever holds it."""
    with transaction() as session:
        told = store.sealed(session, UUID(news.subject))
    if told is None:
        return
    secret, address, spoken = told
    minutes = int(CLAIM_LASTS.total_seconds() // 60)
    values = {"link": f"{site.url()}/mon-compte/adresse/{secret}", "minutes": minutes}
    subject = say(FOLDER, "letter.subject", spoken)
    body = say(FOLDER, "letter.body", spoken, **values)
    mail.send(f"event-{news.number}", address, subject, body)


def gather_late(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Give each person what arrived under a phone's account while it was joined to theirs."""
    with transaction() as session:
        gather(session)


def forget_unfinished(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the addresses that were claimed and not proved."""
    with transaction() as session:
        store.forget_unfinished(session, clock.now() - retention.kept("KEEP_SIGN_INS"))
