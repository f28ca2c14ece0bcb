"""Count where a photo serves, when it arrives."""

from uuid import UUID

from citizen.evidence.repeats import store
from citizen.evidence.repeats.rules import is_too_often
from citizen.photos import store as photos
from citizen.plausibility import store as flags
from citizen.plausibility.rules import PHOTO_AGAIN, Flag
from config.database import transaction
from config.events import News


def count_uses(news: News) -> None:
    """Tell moderators of a photo that serves too often; told twice, it says the same."""
    with transaction() as session:
        photo = photos.of_name(session, UUID(news.subject))
        if photo is None:
            return
        store.remember(session, photo)
        uses = store.uses(session, photo)
        if not is_too_often(uses):
            return
        counted = {"observations": len({use.observation for use in uses})}
        counted["accounts"] = len({use.author for use in uses})
        for found in store.waiting(session, uses):
            flags.tell(session, found.id, found.version, Flag(PHOTO_AGAIN, counted))
