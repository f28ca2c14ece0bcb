"""Read the figures of the service: of the town that is served, or of all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from config import clock, files
from config.events import Event
from exports.datasets.manifest import product_version
from exports.datasets.tables import Release
from exports.metrics.rules import Figures
from moderation.queues.tables import Waiting

QUANTILES = (0.5, 0.95)


class Counter:
    """Counts in one reading: of all towns by EVERY_TOWN, else of the one that is served."""

    def __init__(self, session: Session, of: Mapping[str, Any]) -> None:
        self.session, self.of, self.now = session, of, clock.now()

    def figures(self) -> Figures:
        waiting, oldest = self._number(Event, Event.happened_at, Event.state == "new")
        queued, _ = self._number(Waiting, Waiting.since)
        return Figures(
            version=product_version(),
            received=self._grouped(Observation.protocol, func.count()),
            photos=self._number(Photo, Photo.received_at)[0],
            outbox_waiting=waiting,
            outbox_oldest_s=self._age(oldest),
            dead_letters=self._number(Event, Event.id, Event.state == "dead")[0],
            waiting=queued,
            waiting_s={at: self._age(self._since(queued, at)) for at in QUANTILES if queued},
            overdue=self._number(Waiting, Waiting.since, Waiting.due < self.now)[0],
            published_s=self._released(),
            disk_free=files.store().free(),
        )

    def _number(self, table: Any, since: Any, *where: Any) -> Any:
        """How many rows there are, and the first of what they hold."""
        asked = select(func.count(), func.min(since)).select_from(table).where(*where)
        return self.session.execute(asked, execution_options=self.of).one()

    def _grouped(self, name: Any, told: Any, *where: Any) -> dict[str, Any]:
        asked = select(name, told).where(*where).group_by(name)
        return dict(self.session.execute(asked, execution_options=self.of).all())

    def _released(self) -> dict[str, float]:
        last = func.max(Release.published_at)
        found = self._grouped(Release.dataset, last, Release.state == "published")
        return {dataset: self._age(at) for dataset, at in found.items()}

    def _since(self, queued: int, quantile: float) -> datetime | None:
        """Since when the observation waits that this share of the others has waited less than."""
        rank = min(queued - 1, int(quantile * queued))
        asked = select(Waiting.since).order_by(Waiting.since.desc()).offset(rank).limit(1)
        return self.session.scalar(asked, execution_options=self.of)

    def _age(self, since: datetime | None) -> float:
        return max(0.0, (self.now - since).total_seconds()) if since else 0.0
