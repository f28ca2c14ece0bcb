"""Ask each day for the releases that are due; each is an event of its own, so that none waits."""

from config import clock, events
from config.database import reading, transaction
from config.events import News
from config.problems import Problem
from exports.datasets import store, subjects
from exports.datasets.renewing import store as renewing


def ask_due(news: News) -> None:  # noqa: ARG001 (as every job)
    """Say which datasets are due by their rhythm, on the day that begins."""
    today = clock.now().date()
    with transaction() as session:
        for about in subjects.offered(session):
            last = store.last_told(session, about.code)
            day = last.published_at.date() if last and last.published_at else None
            if about.declared.is_due(day, today):
                events.record(session, "release.due", about.code)


def build_changed(news: News) -> None:
    """Have the next release of a dataset built, where it would say anything new."""
    code = news.subject
    with reading() as session:
        about = next((one for one in subjects.offered(session) if one.code == code), None)
        if about is None or not renewing.is_new(session, about):
            return
    with transaction() as session:
        try:
            begun = store.begin(session, code, None)
        except Problem as refusal:
            if refusal.kind.code != "release-running":
                raise
            return
        events.record(session, "release.requested", begun.id, None, dataset=code)
