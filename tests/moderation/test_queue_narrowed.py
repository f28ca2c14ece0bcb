"""A part of the queue is in the address, by the same names for machines and for people."""

from datetime import timedelta

import pytest

from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import clock
from config.database import transaction
from moderation.queues.rules import Wanted, position, wanted
from tests.moderation.desks import waiting
from tests.sendings import new_id, sent

ROUEN = {"type": "Point", "coordinates": [1.0993, 49.4431]}


@pytest.fixture
def told(moderator, report):
    """Four observations that differ, by name."""
    with clock.held_at(clock.now() - timedelta(days=30)):
        old = report("tree")
    known = {"old": old, "bird": report(answers={"group": "bird"})}
    known |= {"away": report("heat", place=ROUEN), "tree": report("tree")}
    with transaction() as session:
        rows = {str(row.uuid): row for row in session.query(Observation)}
        rows[known["bird"]].sensitivity, rows[known["tree"]].campaign = 2, "hirondelles"
        rows[known["old"]].origin = "arbre-1"
    return known


PARTS = [
    ("", {"old", "bird", "away", "tree"}),
    ("protocol=tree", {"old", "tree"}),
    ("group=Oiseaux", {"bird"}),
    ("commune=76259", {"old", "bird", "tree"}),
    ("territory=76", {"old", "bird", "tree"}),
    ("territory=75056", set()),
    ("campaign=hirondelles", {"tree"}),
    ("sensitivity=2", {"bird"}),
    ("sensitivity=3", set()),
    ("origin=inventory", {"old"}),
    ("origin=resident", {"bird", "away", "tree"}),
    ("ageing=late", {"old"}),
    ("ageing=fresh", {"bird", "away", "tree"}),
    ("ageing=waiting", set()),
    ("share=today", {"old"}),
    ("protocol=tree&ageing=fresh", {"tree"}),
]


def test_the_same_words_narrow_the_list_and_the_page(moderator, told):
    for asked, expected in PARTS:
        items = moderator.get(f"/api/v1/queue?{asked}").json["items"]
        assert {item["uuid"] for item in items} == {told[name] for name in expected}, asked
        page = moderator.get(f"/moderation?{asked}").text
        assert {name for name, uuid in told.items() if uuid in page} == expected, asked


def test_the_next_one_is_taken_of_the_part_one_is_looking_at(moderator, told):
    taken = moderator.post("/api/v1/queue/next?group=Oiseaux").json
    assert taken["uuid"] == told["bird"]
    assert moderator.post("/api/v1/queue/next?territory=75056").status_code == 204


def test_what_an_address_cannot_mean_is_refused_to_a_machine(moderator):
    for asked in ("ageing=old", "origin=sky", "sensitivity=9", "share=week", "cursor=x", "odd=1"):
        assert moderator.get(f"/api/v1/queue?{asked}").status_code == 422, asked
        assert moderator.get(f"/moderation?{asked}").status_code == 200, asked


def test_the_share_of_the_day_is_split_between_colleagues_who_may_judge_the_same(
    account, report, new_resident, deliver
):
    """Nothing of the day is in nobody's share, and nothing in two."""
    colleagues = [account("moderator", organisation="LPO") for _ in range(3)]
    narrow = account("moderator", organisation="LPO", protocols=("tree",))
    with clock.held_at(clock.now() - timedelta(days=20)):
        due = {report() for _ in range(7)}
    shares = [waiting(one, share="today") for one in colleagues]
    assert sorted(uuid for share in shares for uuid in share) == sorted(due)
    assert waiting(narrow, share="today") == []


def test_the_most_pressing_comes_first_whenever_it_came(moderator, report):
    """A promise made on arrival is kept in that order, not in the order of routing."""
    late = report()
    with clock.held_at(clock.now() - timedelta(days=3)):
        early = report()
    assert waiting(moderator) == [early, late]
    items = moderator.get("/api/v1/queue").json["items"]
    assert [item["target_days"] for item in items] == [7, 7]
    assert items[0]["due"] < items[1]["due"]


def test_pages_hold_each_row_once_even_when_promises_end_at_one_instant(moderator, report):
    with clock.held_at(clock.now()):
        told = {report() for _ in range(5)}
    seen, cursor = [], None
    while True:
        page = moderator.get("/api/v1/queue", query_string={"limit": 2, "cursor": cursor}).json
        seen += [item["uuid"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == 5
    assert set(seen) == told


def test_someone_of_two_associations_sees_both_desks_in_one_order(account, report, app):
    both = account("moderator", email="two@example.org", organisation="Un", protocols=("tree",))
    with transaction() as session:
        person = accounts.of_email(session, "two@example.org")
        scope = accounts.Scope("moderator", "Deux", protocols=("biodiversity",))
        accounts.give(session, person, scope)
    told = [report("tree"), report(), report("tree"), report()]
    assert waiting(both) == told
    assert waiting(both, limit=2) == told[:2]


def test_what_one_sent_oneself_is_in_nobody_s_count(account, deliver):
    one = account("moderator", organisation="LPO")
    one.put(f"/api/v1/observations/{new_id()}", json=sent())
    deliver()
    assert "Plus rien ne vous attend" in one.get("/moderation").text


@pytest.mark.parametrize(
    "text", ["", "x", "1", "1.", ".1", "1.2.3", "-1.2", "9" * 18 + ".1", "١.2"]
)
def test_a_position_that_is_none_of_ours_is_none(text):
    assert position(text) is None


def test_a_position_is_read_back():
    where = position("1760000000123456.42")
    assert where is not None
    assert str(where) == "1760000000123456.42"


def test_a_part_asks_for_itself_again():
    asked = Wanted(protocol="tree", flagged=True, sensitivity=0, ageing="late")
    assert asked.query == {
        "protocol": "tree", "flagged": "1", "sensitivity": 0, "ageing": "late",
    }  # fmt: skip
    assert wanted({name: str(value) for name, value in asked.query.items()}) == asked
    assert wanted({"ageing": "never", "sensitivity": "x", "flagged": "0"}) == Wanted()
