"""Build a release: it is public once all its files are kept."""

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from citizen.progress.rules import shelf
from config import clock, events, recall, site
from config.database import Session, reading, transaction
from config.events import News
from config.towns import Town
from exports import store as records
from exports.datasets import hands, store, subjects
from exports.datasets.manifest import BuiltFile
from exports.datasets.rules import Edition, dataset_of
from exports.datasets.tables import Release
from exports.datasets.writing import former_index, keep, write
from exports.records import Dataset
from moderation.readings import store as readings
from reference.taxa import store as taxa


def build_requested(news: News) -> None:
    """Build the release that someone asked for."""
    build(int(news.subject))


def build(number: int) -> Release:
    """Build a release by its row; built already, or in other hands, it is left alone."""
    with hands.on(number) as is_mine:
        if is_mine:
            return _built(number)
    with reading() as session:
        return session.get_one(Release, number)


def _built(number: int) -> Release:
    with reading() as session:
        release = session.get_one(Release, number)
        dataset = described(session, release)
        before = former_index(store.last_told(session, release.dataset))
        with tempfile.TemporaryDirectory(prefix="brindille-") as folder:
            built, counted = write(session, dataset, Path(folder), before)
            keep(dataset, Path(folder), built)
    with transaction() as session:
        release = session.get_one(Release, number)
        release.state, release.published_at = "published", clock.now()
        release.as_of, release.records = dataset.as_of, counted
        release.files = {file.name: _told(file) for file in built}
        _tell(session, release, dataset.as_of)
    return release


def _tell(session: Session, release: Release, as_of: datetime) -> None:
    """Tell of a release; one that is not all of a protocol, on the shelf of that protocol too."""
    about = subjects.ever(session, release.dataset)
    news: dict[str, Any] = {"number": release.number, "as_of": as_of.isoformat()}
    news |= {"levels": [*about.levels], "territory": about.territory, "campaign": about.campaign}
    events.record(session, "release.published", release.dataset, None, **news)
    if about.code != about.protocol.code:
        of_all = shelf(about.protocol.code)
        recall.note(session, "release.published", of_all, dataset=about.code, **news)


def described(session: Session, release: Release) -> Dataset:
    """The dataset as this release publishes it."""
    town = session.get_one(Town, release.town_id)
    about = subjects.ever(session, release.dataset)
    # Of a campaign too: the last change of its own would tell of those whose place is hidden.
    as_of = records.last_change(session, about.protocol.code) or clock.now()
    licences = frozenset(records.licences(session, about.protocol.code))
    edition = Edition(release.number, as_of, licences, taxa.version(session))
    dataset = dataset_of(about, town, edition, site.url())
    taken_back = store.replaced(session, release.dataset, release.number)
    return replace(
        dataset,
        reviewed=readings.published(session, about.protocol.code),
        automatic=readings.automatic(session, about.protocol.code),
        begun=store.begun(session, release.dataset),
        replaces={one.number: one.withdrawn_why for one in taken_back},
    )


def _told(file: BuiltFile) -> dict[str, Any]:
    return {
        "bytes": file.bytes,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "title": dict(file.title),
        "records": file.records,
    }
