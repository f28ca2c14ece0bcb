"""The picture of a campaign: made anew from its pixels, so that nothing else of it is served."""

from uuid import UUID, uuid4

from citizen.campaigns.rules import PICTURE_SIZES, picture_path
from citizen.photos.images import examine
from config import files


def keep(data: bytes) -> UUID:
    """Keep the copies of a picture under a new name, and no original; refuse what is no picture."""
    seen, name = examine(data, PICTURE_SIZES), uuid4()
    for size, copy in zip(PICTURE_SIZES, seen.copies, strict=True):
        files.store().keep(picture_path(name, size), copy)
    return name


def forget(name: UUID) -> None:
    """Forget the copies of a picture that another replaced."""
    for size in PICTURE_SIZES:
        files.store().forget(picture_path(name, size))
