"""Figures of the service in the text format of Prometheus (exposition format 0.0.4).

All are read where they are kept, at each scrape: any process of several answers the same. No label
tells a person, a place or a species.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Figures(NamedTuple):
    """What is counted, over all towns of this service; ages are in seconds."""

    version: str
    received: Mapping[str, int]  # protocol → observations acknowledged since the beginning
    photos: int  # acknowledged since the beginning
    outbox_waiting: int
    outbox_oldest_s: float
    dead_letters: int
    waiting: int  # for a moderator
    waiting_s: Mapping[float, float]  # quantile → how long what waits has waited
    overdue: int  # past what the town promised
    published_s: Mapping[str, float]  # dataset → since its last release
    disk_free: int | None  # bytes; nothing where files are kept elsewhere


def text(figures: Figures) -> bytes:
    """Write figures as Prometheus reads them."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told(figures))
    return generate_latest(registry)


class _Told:
    """Tells figures to the library, which knows the format."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def collect(self) -> Iterator[Metric]:
        seen = self.figures
        yield _labelled("info", "What runs here", "version", {seen.version: 1})
        yield _received(seen)
        yield CounterMetricFamily("brindille_photos_received", "Photos acknowledged", seen.photos)
        yield _gauge("outbox_waiting", "Events that wait for their job", seen.outbox_waiting)
        yield _gauge("outbox_oldest_seconds", "Age of the oldest of them", seen.outbox_oldest_s)
        yield _gauge("outbox_dead", "Events whose job failed for good", seen.dead_letters)
        yield _gauge("moderation_waiting", "Observations that wait for an answer", seen.waiting)
        yield _gauge("moderation_overdue", "Of these, past what was promised", seen.overdue)
        ages = {str(at): age for at, age in seen.waiting_s.items()}
        yield _labelled("moderation_age_seconds", "How long they have waited", "quantile", ages)
        since = "Since the last release of a dataset"
        yield _labelled("release_age_seconds", since, "dataset", seen.published_s)
        if seen.disk_free is not None:
            yield _gauge("disk_free_bytes", "Free where files are kept", seen.disk_free)


def _received(seen: Figures) -> Metric:
    told = CounterMetricFamily(
        "brindille_observations_received", "Observations acknowledged", labels=["protocol"]
    )
    for protocol, number in sorted(seen.received.items()):
        told.add_metric([protocol], number)
    return told


def _gauge(name: str, title: str, value: float) -> Metric:
    return GaugeMetricFamily(f"brindille_{name}", title, value)


def _labelled(name: str, title: str, label: str, values: Mapping[str, float]) -> Metric:
    told = GaugeMetricFamily(f"brindille_{name}", title, labels=[label])
    for named, value in sorted(values.items()):
        told.add_metric([named], value)
    return told
