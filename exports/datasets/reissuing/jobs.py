"""Forget the files of what was taken back: nobody may have them, not even by another way."""

from config import files, towns
from config.database import reading
from config.events import News
from exports.datasets.rules import path
from exports.datasets.tables import Release


def forget_files(news: News) -> None:
    """Remove the bytes of a release; its index stays, for the next to say what it withdraws."""
    with reading() as session:
        release = session.get_one(Release, news.details["release"])
        dataset, number, names = release.dataset, release.number, [*release.files]
    for name in names:
        files.store().forget(path(towns.served(), dataset, number, name))
