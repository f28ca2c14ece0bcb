"""A batch tells of each item what a sending by itself would: what may be known already."""

from tests.citizen.test_duplicates import accepted, at, put
from tests.citizen.test_queries import asked, told
from tests.sendings import new_id, photo, sent, sha256

__all__ = ["accepted"]  # a fixture
BATCH = "/api/v1/observations/batch"


def batch(client, *several, dry=False):
    items = [{"uuid": new_id(), **one} for one in several]
    answer = client.post(f"{BATCH}?dry_run={str(dry).lower()}", json={"items": items}).json
    assert {one["status"] for one in answer["items"]} <= {200, 201}, answer
    return [one["observation"] for one in answer["items"]]


def test_each_item_is_told_what_a_rehearsal_of_it_alone_tells(resident, new_resident, accepted):
    data = photo("red")
    mine = put(resident, photos=[sha256(data)], place=at(40))["uuid"]
    resident.put(f"/api/v1/observations/{mine}/photos/{sha256(data)}", data=data)
    put(new_resident(), place=at(2))  # another's, that waits: told to nobody
    public = accepted(place=at(4), taxon={"cited_name": "Le gros chêne"})
    accepted(place=at(300), details={"sensitivity": 2})  # never probed
    robin = sent("biodiversity", taxon={"cd_nom": 4001}, place=at(800))
    put(resident, protocol="biodiversity", taxon={"cd_nom": 4001}, place=at(790))
    several = [
        sent("tree"), sent("tree", place=at(300)), sent("tree", place=at(47)), robin,
        sent("heat", place=at(3000), photos=[sha256(data)]), sent("tree", place=at(5000)),
        sent("tree", of=public),
    ]  # fmt: skip
    alone = [
        resident.put(f"/api/v1/observations/{new_id()}?dry_run=true", json=one).json
        for one in several
    ]
    wanted = [one["possible_duplicates"] for one in alone]
    assert [len(one) for one in wanted] == [1, 0, 1, 1, 1, 0, 0]
    for dry in (True, False):
        assert [one["possible_duplicates"] for one in batch(resident, *several, dry=dry)] == wanted


def test_items_of_one_batch_are_known_to_each_other(resident):
    one, other, _ = batch(resident, sent("tree"), sent("tree", place=at(5)), sent("heat"))
    assert [hint["uuid"] for hint in one["possible_duplicates"]] == [other["uuid"]]
    assert [hint["uuid"] for hint in other["possible_duplicates"]] == [one["uuid"]]


def test_a_batch_asks_no_more_where_much_is_known(resident, new_resident, moderator, deliver):
    counts = []
    for number in (3, 12):
        known = [put(new_resident(), place=at(30 * n))["uuid"] for n in range(number)]
        deliver()
        for uuid in known:
            decision = {"verdict": "accept"}
            moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
        with asked() as statements:
            found = batch(resident, *(sent("tree", place=at(30 * n + 3)) for n in range(number)))
        assert all(one["possible_duplicates"] for one in found)
        statements = [one for one in statements if "FROM territory" not in one]
        counts.append(len(statements))
    assert counts[0] == counts[1], told(statements)
