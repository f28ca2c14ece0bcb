"""Make the printed atlas again, as soon as its releases or the town's looks change."""

import hashlib
from typing import Any

from config import site
from config.database import reading
from config.events import News
from config.languages import LANGUAGES
from exports.booklet import store
from exports.booklet.printing import book


def remake(news: News) -> None:  # noqa: ARG001 - whatever the news, all of it is read again
    """Make it of the last releases; the same releases make the same bytes, and change nothing."""
    before = store.made()
    with reading() as session:
        content = store.content(session)
    drawn = {one: book(content, one, site.url()) for one in LANGUAGES}
    told = {
        "releases": content.numbers,
        "looks": content.looks,
        "photos": content.photos,
        "files": {language: _described(*made) for language, made in drawn.items()},
    }
    if told != before:
        store.keep(told, {language: data for language, (data, _) in drawn.items()}, before)


def _described(data: bytes, pages: int) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "pages": pages}


def remake_without(news: News) -> None:
    """Make it again where it shows a photo that was hidden or blurred.

    The news is of the observation or of the photo.
    """
    shown = store.made().get("photos", {})
    if news.subject in shown or any(news.subject in photo for photo in shown.values()):
        remake(news)


def remake_dressed(news: News) -> None:
    """Make it again in the town's new looks, where there is one."""
    if store.made():
        remake(news)


def remake_due(news: News) -> None:
    """Once a day: make it where its releases or looks are not the last, a job having been lost."""
    before = store.made()
    with reading() as session:
        content = store.content(session)
    of = {"releases": content.numbers, "looks": content.looks}
    if content.numbers and of != {name: before.get(name) for name in of}:
        remake(news)
