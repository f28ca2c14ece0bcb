"""Make the copies of a photo that people see."""

from uuid import UUID

from citizen.photos import store
from citizen.photos.images import examine
from citizen.photos.rules import SIZES, copy_path, original_path
from config import files
from config.database import reading, transaction
from config.events import News


def make_copies(news: News) -> None:
    """Make the public sizes of a photo; made twice, they are the same bytes."""
    name = UUID(news.subject)
    with reading() as session:
        photo = store.of_name(session, name)
    if photo is None or photo.is_ready:
        return
    examined = examine(files.store().read(original_path(photo.sha256)), SIZES)
    for size, copy in zip(SIZES, examined.copies, strict=True):
        files.store().keep(copy_path(name, size), copy)
    with transaction() as session:
        known = store.of_name(session, name)
        if known is not None:
            known.is_ready = True
