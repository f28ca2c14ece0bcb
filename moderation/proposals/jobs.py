"""Tell an author what became of the correction they proposed."""

from uuid import UUID

from citizen.accounts.tables import Account
from citizen.observations import store as observations
from config import mail, site
from config.database import reading
from config.events import News
from config.languages import say, words
from config.protocols import protocol

TEXTS = "moderation/proposals"


def tell(news: News) -> None:
    """Write to the author; told twice, it is the same letter."""
    with reading() as session:
        found = observations.find(session, UUID(news.subject))
        author = session.get(Account, found.author_id) if found else None
    if found is None or author is None or not author.email:
        return
    spoken, state = author.language, str(news.details["what"])
    told = {
        "what": words(protocol(found.protocol).title, spoken),
        "comment": str(news.details.get("comment", "")),
        "link": f"{site.url()}/mes-observations/{found.uuid}",
    }
    subject, body = (say(TEXTS, f"{state}.{part}", spoken, **told) for part in ("subject", "body"))
    mail.send(f"event-{news.number}", author.email, subject, body)
