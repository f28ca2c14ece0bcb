"""Tell who asked that their question was answered: the observation is back on their desk."""

from uuid import UUID

from citizen.observations import store as observations
from config import mail, site
from config.database import reading
from config.events import News
from config.languages import say, words
from config.protocols import protocol
from moderation.answers import store

TEXTS = "moderation/answers"


def tell_asker(news: News) -> None:
    """Write to the moderator who asked; told twice, it is the same letter."""
    with reading() as session:
        found = observations.find(session, UUID(news.subject))
        who = store.asker(session, found) if found and found.status == "submitted" else None
    if found is None or who is None or not who.email or who.id == news.actor:
        return
    told = {
        "what": words(protocol(found.protocol).title, who.language),
        "body": str(news.details.get("body", "")),
        "link": f"{site.url()}/moderation/{found.uuid}",
    }
    subject, text = (say(TEXTS, part, who.language, **told) for part in ("subject", "letter"))
    mail.send(f"event-{news.number}-asker", who.email, subject, text)
