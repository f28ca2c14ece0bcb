"""Index what is released before anybody asks for it; forget what is taken back."""

from config import towns
from config.database import reading
from config.events import News
from exports.datasets import subjects
from exports.datasets.tables import Release
from exports.features import index
from exports.features.layers import store


def index_released(news: News) -> None:
    """Make the index of a release that was just published, on the machine of the jobs."""
    with reading() as session:
        store.make(session, news.subject)


def forget_withdrawn(news: News) -> None:
    """Erase the index of a release that was taken back."""
    with reading() as session:
        release = session.get_one(Release, news.details["release"])
        told = store.digest(subjects.ever(session, release.dataset), release)
    if told:
        index.forget(towns.served(), release.dataset, told)
