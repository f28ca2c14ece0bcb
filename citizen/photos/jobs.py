"""Make the copies of a photo that people see."""

from collections.abc import Sequence
from uuid import UUID

from citizen.photos import store
from citizen.photos.images import examine
from citizen.photos.rules import SIZES, copy_path, original_path
from citizen.photos.tables import Photo
from config import files
from config.database import reading, transaction
from config.events import News


def make_copies(news: News) -> None:
    """Make the public sizes of a photo, its blurs burnt in; made twice, they are the same bytes."""
    name = UUID(news.subject)
    with reading() as session:
        photo = store.of_name(session, name)
        if photo is None or photo.is_ready:  # blurred anew since, or made already
            return
        areas, formers = store.areas(session, photo), store.former_names(session, photo)
    examined = examine(files.store().read(_source(photo, formers)), SIZES, areas)
    for size, copy in zip(SIZES, examined.copies, strict=True):
        files.store().keep(copy_path(name, size), copy)
    with transaction() as session:
        present = store.of_name(session, name)
        if present is not None:
            present.is_ready = True
    forget_copies(formers if present is not None else [name])


def _source(photo: Photo, formers: Sequence[UUID]) -> str:
    """Where the pixels are read: in the original, else in the largest copy there is of it."""
    if photo.original_forgotten_at is None:
        return original_path(photo.sha256)
    copies = (copy_path(former, SIZES[-1]) for former in formers)
    return next(copy for copy in copies if files.store().has(copy))


def forget_copies(names: Sequence[UUID]) -> None:
    """Forget the copies of photos under names that are no longer theirs."""
    for name in names:
        for size in SIZES:
            files.store().forget(copy_path(name, size))
