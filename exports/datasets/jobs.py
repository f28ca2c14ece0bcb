"""Build a release: it is public once all its files are kept."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from config import clock, events, site
from config.database import Session, reading, transaction
from config.events import News
from config.towns import Town
from exports import store as records
from exports.datasets import store, subjects
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
    """Build a release by its row; built already, it is left alone."""
    with reading() as session:
        release = session.get_one(Release, number)
        if release.state == "published":
            return release
        dataset = described(session, release)
        before = former_index(dataset, store.last_number(session, release.dataset))
        with tempfile.TemporaryDirectory(prefix="brindille-") as folder:
            built, counted = write(session, dataset, Path(folder), before)
            keep(dataset, Path(folder), built)
    with transaction() as session:
        release = session.get_one(Release, number)
        release.state, release.published_at = "published", clock.now()
        release.as_of, release.records = dataset.as_of, counted
        release.files = {file.name: _told(file) for file in built}
        news = {"number": release.number, "as_of": dataset.as_of.isoformat()}
        events.record(session, "release.published", release.dataset, None, **news)
    return release


def described(session: Session, release: Release) -> Dataset:
    """The dataset as this release publishes it."""
    town = session.get_one(Town, release.town_id)
    about = subjects.ever(session, release.dataset)
    # Of a campaign too: the last change of its own would tell of those whose place is hidden.
    as_of = records.last_change(session, about.protocol.code) or clock.now()
    licences = frozenset(records.licences(session, about.protocol.code))
    edition = Edition(release.number, as_of, licences, taxa.version(session))
    dataset = dataset_of(about, town, edition, site.url())
    return replace(dataset, reviewed=readings.published(session, about.protocol.code))


def _told(file: BuiltFile) -> dict[str, Any]:
    return {
        "bytes": file.bytes,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "title": dict(file.title),
        "records": file.records,
    }
