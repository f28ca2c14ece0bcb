"""Tell an author that a photo of theirs is not shown any more, and why."""

from uuid import UUID

from citizen.accounts.classes import store as classes
from citizen.observations import store as observations
from config import mail, site
from config.database import reading
from config.events import News
from config.languages import say, words
from config.protocols import protocol

TEXTS = "moderation/care"


def tell_hidden(news: News) -> None:
    """Write to the author; told twice, it is the same letter."""
    with reading() as session:
        found = observations.find(session, UUID(news.subject))
        author = classes.written_to(session, found.author_id) if found else None
    if found is None or author is None:
        return
    spoken, comment = author.language, str(news.details.get("comment", ""))
    told = {
        "what": found.cited_name or words(protocol(found.protocol).title, spoken),
        "reason": say(TEXTS, f"why.{news.details['of_photo']}", spoken),
        "comment": comment,
        "link": f"{site.url()}/mes-observations/{found.uuid}",
    }
    subject, body = (say(TEXTS, f"letter.{part}", spoken, **told) for part in ("subject", "body"))
    mail.send(f"event-{news.number}", author.email or "", subject, body)
