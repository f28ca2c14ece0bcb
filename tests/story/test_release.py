"""What a release promises: whole or not at all, every change told, as little memory when large."""

import gc
import tracemalloc
from uuid import UUID

import pytest
from shapely import Point
from sqlalchemy import select, update

from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import spatial
from config.database import reading, transaction
from config.protocols import PROTOCOLS
from exports import store
from exports.datasets.commands import publish as build
from exports.datasets.tables import Release
from tests.rows import accepted, keep


def changed(files):
    """changes.csv, as what became of each record."""
    return dict(line.split(",")[:2] for line in files["changes.csv"].decode().splitlines()[1:])


def test_a_release_tells_what_was_added_changed_and_withdrawn(resident, report, decide, publish):
    kept, moved, gone = report(), report(), report()
    for uuid in (kept, moved, gone):
        decide(uuid)
    assert changed(publish()) == dict.fromkeys((kept, moved, gone), "added")

    resident.delete(f"/api/v1/observations/{gone}")
    decide(moved, certainty="probable")
    new = report()
    decide(new)
    assert changed(publish()) == {moved: "changed", gone: "withdrawn", new: "added"}


def test_nothing_new_is_no_change(report, decide, publish):
    decide(report())
    publish()
    assert changed(publish()) == {}


@pytest.mark.parametrize("metres", [1, 10, 1000])
def test_a_place_that_moved_is_a_change_however_little(report, decide, publish, metres):
    uuid = report()
    decide(uuid)
    publish()
    with transaction() as session:
        place = spatial.stored(Point(0.3741, 49.7572 + metres / 111_000))
        session.execute(update(Observation).values(place=place))
    assert changed(publish()) == {uuid: "changed"}


def test_a_release_that_cannot_be_built_is_not_seen(
    anyone, publisher, deliver, monkeypatch, caplog
):
    """Nobody downloads half of it; the number it took is not given twice."""
    with monkeypatch.context() as broken:
        broken.setattr("exports.store.published", lambda *_, **__: 1 / 0)
        assert publisher.post("/api/v1/datasets/tree/releases").status_code == 202
        deliver()
    assert anyone.get("/api/v1/datasets/tree").json["latest"] is None
    assert anyone.get("/data/tree/1/tree.csv").status_code == 404
    assert anyone.get("/data/tree/latest/tree.csv").status_code == 404


def test_the_order_of_a_release_tells_nothing_of_the_order_of_arrival(report, decide, publish):
    told = [report() for _ in range(6)]
    for uuid in told:
        decide(uuid)
    lines = publish()["biodiversity.csv"].decode().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == sorted(told)


def test_a_second_release_waits_for_the_first(publisher, deliver):
    assert publisher.post("/api/v1/datasets/tree/releases").status_code == 202
    again = publisher.post("/api/v1/datasets/tree/releases")
    assert (again.status_code, again.json["type"]) == (409, "/problems/release-running")
    deliver()
    assert publisher.post("/api/v1/datasets/tree/releases").status_code == 202


def test_only_a_publisher_asks_for_a_release(anyone, resident, moderator):
    for client, status in ((anyone, 401), (resident, 403), (moderator, 403)):
        assert client.post("/api/v1/datasets/tree/releases").status_code == status


@pytest.fixture
def stocked(app):
    """Put so many more accepted trees in the database."""

    def more(count):
        with transaction() as session:
            author = accounts.open_account(session, "device").id
            keep(session, accepted(author, count))

    return more


def peak(work):
    """The most memory that work took, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read_all():
    with reading() as session:
        assert sum(1 for _ in store.published(session, PROTOCOLS["tree"]))


def test_reading_what_is_published_takes_no_more_memory_for_more_of_it(stocked):
    stocked(2_000)
    read_all()  # what is made once is made
    small = peak(read_all)
    stocked(8_000)
    assert peak(read_all) - small < 1_000_000


def growth(stocked, few, many):
    """How much more memory a release of many takes than one of few."""
    stocked(few)
    build("tree")
    small = peak(lambda: build("tree"))
    stocked(many - few)
    large = peak(lambda: build("tree"))
    with reading() as session:
        assert session.scalars(select(Release.records).order_by(Release.id)).all()[-1] == many
    return large - small


def test_a_release_takes_no_more_memory_for_more_records(stocked, monkeypatch):
    for batch in ("store", "formats.geopackage", "parquet.beside"):
        monkeypatch.setattr(f"exports.{batch}.BATCH", 50)
    for size in ("exports.datasets.writing.CHUNK", "config.files.CHUNK"):
        monkeypatch.setattr(size, 4096)
    assert growth(stocked, 100, 1_000) < 300_000, "each record kept would be some 5 kB"


@pytest.mark.long
def test_a_large_release_takes_no_more_memory_than_a_small_one(stocked):
    assert growth(stocked, 2_000, 20_000) < 2_000_000


def test_identifiers_that_a_phone_chose_make_no_order(stocked):
    stocked(50)
    with reading() as session:
        told = [record.uuid for record in store.published(session, PROTOCOLS["tree"])]
    assert told == sorted(told, key=lambda uuid: UUID(str(uuid)).int)
