"""Tell the author what was decided."""

from uuid import UUID

from citizen.accounts.tables import Account
from citizen.observations import store as observations
from config import mail, site
from config.database import reading
from config.events import News
from config.languages import say, words
from config.protocols import protocol
from moderation.decisions.reasons import reason

TEXTS = "moderation/decisions"


def tell(news: News) -> None:
    """Write to the author; told twice, it is the same letter."""
    with reading() as session:
        found = observations.find(session, UUID(news.subject))
        author = session.get(Account, found.author_id) if found else None
    if found is None or author is None or not author.email:
        return
    spoken, verdict = author.language, str(news.details["verdict"])
    told = {
        "what": words(protocol(found.protocol).title, spoken),
        "reason": reason(str(news.details.get("reason", "")), spoken),
        "comment": str(news.details.get("comment", "")),
        "link": f"{site.url()}/mes-observations/{found.uuid}",
    }
    subject = say(TEXTS, f"{verdict}.subject", spoken, **told)
    mail.send(
        f"event-{news.number}", author.email, subject, say(TEXTS, f"{verdict}.body", spoken, **told)
    )
