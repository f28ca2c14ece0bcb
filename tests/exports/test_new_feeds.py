"""What was published lately, for a feed reader: Atom as RFC 4287 wants it, nothing hidden."""

from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID, uuid4

from lxml import etree

from exports.feeds.rules import New, newest, page
from tests.sendings import new_id, sent

NS = {"a": "http://www.w3.org/2005/Atom"}
BASE = "http://127.0.0.1:8000"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def read(answer):
    """A feed, judged by what RFC 4287 asks of every feed and entry."""
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml"), answer.text
    feed = etree.fromstring(answer.data)
    ids = feed.xpath("a:entry/a:id/text()", namespaces=NS)
    assert len(set(ids)) == len(ids)
    for one in [feed, *feed.xpath("a:entry", namespaces=NS)]:
        for name in ("id", "title", "updated"):  # 4.1.1 and 4.1.2: exactly one of each
            assert len(one.xpath(f"a:{name}[text()]", namespaces=NS)) == 1
        told = datetime.fromisoformat(one.findtext("a:updated", namespaces=NS))
        assert told.tzinfo is not None  # RFC 3339
    assert len(feed.xpath("a:author/a:name", namespaces=NS)) == 1  # else each entry needs one
    (itself,) = feed.xpath("a:link[@rel='self']/@href", namespaces=NS)
    asked = answer.request.full_path.rstrip("?").removesuffix("?lang=fr")
    assert itself == f"{BASE}{asked}"
    for entry in feed.xpath("a:entry", namespaces=NS):
        assert len(entry.xpath("a:link[@rel='alternate']", namespaces=NS)) == 1
    return feed, ids


def test_a_page_goes_on_where_the_one_before_ended():
    found = newest(New(n % 3 + 1, str(uuid4()), NOW) for n in range(20))
    assert [one.release for one in found] == sorted((one.release for one in found), reverse=True)
    told, cursor = [], ""
    while True:
        some, cursor = page(found, cursor, 3)
        told += some
        if not cursor:
            break
    assert told == found
    assert page(found, "nonsense", 3) == page(found, "", 3)
    assert page([], "", 3) == ([], "")


def test_a_record_that_came_back_is_told_once():
    uuid = str(UUID(int=1))
    assert newest([New(3, uuid, NOW), New(1, uuid, NOW)]) == [New(3, uuid, NOW)]


def publish(publisher, deliver, dataset="tree"):
    deliver()
    assert publisher.post(f"/api/v1/datasets/{dataset}/releases").status_code == 202
    deliver()


def accepted(client, moderator, deliver, protocol="tree", **changes):
    uuid = new_id()
    answer = client.put(f"/api/v1/observations/{uuid}", json=sent(protocol, **changes))
    assert answer.status_code == 201, answer.json
    deliver()
    address = f"/api/v1/observations/{uuid}/decisions"
    assert moderator.post(address, json={"verdict": "accept"}).status_code == 201
    return uuid


def test_a_feed_tells_what_was_published_lately(
    anyone, resident, new_resident, moderator, publisher, deliver
):
    assert read(anyone.get("/feeds/tree.atom"))[1] == []
    first = accepted(resident, moderator, deliver)
    monthly = accepted(
        new_resident(), moderator, deliver, time_precision="month", at_home=True,
        comment="chez Mme Lefebvre",
    )  # fmt: skip
    publish(publisher, deliver)
    answer = anyone.get("/feeds/tree.atom?lang=fr")
    feed, ids = read(answer)
    assert ids == [f"urn:uuid:{uuid}" for uuid in sorted([first, monthly])]
    summary = {
        one.findtext("a:id", namespaces=NS)[9:]: one.findtext("a:summary", namespaces=NS)
        for one in feed.findall("a:entry", NS)
    }
    assert summary == {
        first: "14 mai 2026, lieu exact",
        monthly: "mai 2026, situé à la commune",
    }
    assert "Lefebvre" not in answer.text and "0.374" not in answer.text
    assert "May 2026" in anyone.get("/feeds/tree.atom?lang=en").text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert anyone.get("/feeds/tree.atom?lang=fr", headers=again).status_code == 304
    assert not answer.headers["ETag"].startswith("W/")


def test_a_feed_is_read_page_by_page_and_forgets_what_was_withdrawn(
    anyone, resident, moderator, publisher, deliver
):
    older = [accepted(resident, moderator, deliver) for _ in range(2)]
    publish(publisher, deliver)
    newer = accepted(resident, moderator, deliver)
    publish(publisher, deliver)
    told, at = [], "/feeds/tree.atom?limit=1"
    while at:
        feed, ids = read(anyone.get(at))
        told += ids
        following = feed.xpath("a:link[@rel='next']/@href", namespaces=NS)
        at = following[0].removeprefix(BASE) if following else ""
    assert told == [f"urn:uuid:{one}" for one in [newer, *sorted(older)]]
    stamps = [
        one.text
        for one in read(anyone.get("/feeds/tree.atom"))[0].iterfind(".//a:entry/a:updated", NS)
    ]
    assert all(later >= earlier for later, earlier in pairwise(stamps))
    resident.delete(f"/api/v1/observations/{newer}")
    publish(publisher, deliver)
    assert f"urn:uuid:{newer}" not in read(anyone.get("/feeds/tree.atom"))[1]


def test_of_felt_heat_a_feed_tells_the_releases(anyone, publisher, deliver):
    publish(publisher, deliver, "heat")
    feed, ids = read(anyone.get("/feeds/heat.atom"))
    assert len(ids) == 1
    assert feed.xpath("a:entry/a:link/@href", namespaces=NS) == [f"{BASE}/data/heat/1/notice.html"]


def test_what_is_no_feed_is_told(anyone):
    assert anyone.get("/feeds/nothing.atom").json["type"] == "/problems/unknown-dataset"
    assert anyone.get("/feeds/tree.atom?limit=0").status_code == 422
    assert "/feeds/tree.atom" in anyone.get("/donnees").text
