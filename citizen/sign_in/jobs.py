"""Mail the link: its secret is made here, so that no event ever holds it."""

from uuid import UUID

from citizen.accounts import store as accounts
from citizen.accounts.rules import MAILED_LINK_LASTS
from citizen.sign_in import store
from citizen.sign_in.rules import LINKS_AT_ONCE
from config import clock, mail, retention, site
from config.database import transaction
from config.events import News
from config.languages import say

FOLDER = "citizen/sign_in"


def forget_ended(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the links and the sessions that ended long ago."""
    with transaction() as session:
        store.forget_ended(session, clock.now() - retention.kept("KEEP_SIGN_INS"))


def send_link(news: News) -> None:
    """Write to the account someone asked a link for; to nobody when there is none."""
    if not news.subject:
        return
    with transaction() as session:
        account = store.of_uuid(session, UUID(news.subject))
        if account is None or not account.email:
            return
        if store.waiting_links(session, account) >= LINKS_AT_ONCE:
            return
        secret = accounts.new_link(session, account, MAILED_LINK_LASTS, mailed=True)
        address, spoken = account.email, account.language
    minutes = int(MAILED_LINK_LASTS.total_seconds() // 60)
    told = {"link": f"{site.url()}/connexion/{secret}", "minutes": minutes}
    subject, body = (say(FOLDER, f"letter.{part}", spoken, **told) for part in ("subject", "body"))
    mail.send(f"event-{news.number}", address, subject, body)
