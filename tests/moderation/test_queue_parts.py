"""The queue shows what looks unlikely, and whose first sending it is; either is a part of it."""

import pytest

from tests.citizen.forms import unspaced
from tests.sendings import new_id, sent

TALL = {"category": "single", "girth_cm": 400, "height_m": 70}


@pytest.fixture
def waiting(new_resident, moderator, deliver):
    """A known author's plain observation and unlikely one, then a newcomer's."""
    known, newcomer = new_resident(), new_resident()
    first = send(known)
    deliver()
    decide(moderator, first)
    uuids = {"plain": send(known), "tall": send(known, answers=TALL), "new": send(newcomer)}
    deliver()
    return uuids


def send(client, **changes):
    uuid = new_id()
    assert (
        client.put(f"/api/v1/observations/{uuid}", json=sent("tree", **changes)).status_code == 201
    )
    return uuid


def decide(client, uuid, verdict="accept"):
    answer = client.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": verdict})
    assert answer.status_code == 201


def listed(client, part=""):
    items = client.get(f"/api/v1/queue?{part}").json["items"]
    return [one["uuid"] for one in items], [one["is_first"] for one in items]


def test_a_part_of_the_queue_is_what_looks_unlikely_or_comes_from_newcomers(waiting, moderator):
    plain, tall, new = waiting.values()
    assert listed(moderator) == ([plain, tall, new], [False, False, True])
    assert listed(moderator, "flagged=true") == ([tall], [False])
    assert listed(moderator, "newcomers=true") == ([new], [True])
    assert moderator.get("/api/v1/queue?flagged=odd").status_code == 422


def test_the_first_accepted_observation_makes_an_account_known(waiting, moderator):
    decide(moderator, waiting["new"])
    assert listed(moderator, "newcomers=true") == ([], [])


def test_a_newcomer_waits_no_longer_than_others(waiting, moderator, new_resident, deliver):
    later = send(new_resident())
    deliver()
    assert listed(moderator)[0] == [*waiting.values(), later], "in the order they came"


def test_the_page_of_the_queue_has_the_same_parts(waiting, moderator):
    page = unspaced(moderator.get("/moderation").text)
    assert "À regarder de près <small>1</small>" in page
    assert "Premiers envois <small>1</small>" in page
    assert "Premier envoi</span>" in page
    assert "Hauteur : 70 m, plus que ce qu’on rencontre (45 m)." in page
    part = moderator.get("/moderation?flagged=1").text
    assert f"/moderation/{waiting['tall']}?flagged=1" in part
    assert waiting["plain"] not in part
    assert waiting["plain"] in moderator.get("/moderation?flagged=nonsense").text


def test_an_observation_says_all_that_looks_unlikely_in_it(waiting, moderator):
    page = unspaced(moderator.get(f"/moderation/{waiting['tall']}?flagged=1").text)
    assert '<li class="look" id="check-size">' in page
    assert "Hauteur : 70 m" in page
    plain = moderator.get(f"/moderation/{waiting['plain']}").text
    assert '<li class="fine" id="check-size">' in plain


def test_what_looked_unlikely_before_a_correction_is_no_longer_a_part(
    new_resident, moderator, deliver
):
    author = new_resident()
    uuid = send(author, answers=TALL)
    kept = author.get(f"/api/v1/observations/{uuid}")
    seen = {"If-Match": kept.headers["ETag"]}
    mended = sent("tree", answers=TALL | {"height_m": 17})
    author.put(f"/api/v1/observations/{uuid}", json=mended, headers=seen)
    deliver()
    assert listed(moderator, "flagged=true") == ([], [])
