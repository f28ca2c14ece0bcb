"""One holds what one looks at; a claim that ends or is taken never loses what was written."""

from datetime import timedelta

import pytest

from config import clock
from moderation.queues.rules import LEASE
from tests.citizen.forms import Hidden
from tests.sendings import new_id


@pytest.fixture
def colleagues(account):
    return [account("moderator", organisation="LPO") for _ in range(2)]


def claims(uuid):
    return f"/api/v1/queue/claims/{uuid}"


def held(client):
    return [item["held"] for item in client.get("/api/v1/queue").json["items"]]


def test_whoever_opens_an_observation_holds_it_and_lets_go_when_they_leave(colleagues, report):
    one, other = colleagues
    uuid = report()
    assert f'data-claim="{claims(uuid)}"' in one.get(f"/moderation/{uuid}").text
    assert held(other) == [True]
    page = other.get(f"/moderation/{uuid}").text
    assert "LPO la regarde, jusqu" in page
    assert "data-claim=" not in page
    assert one.delete(claims(uuid)).status_code == 204
    assert held(other) == [False]


def test_a_claim_is_renewed_while_one_is_at_work(colleagues, report):
    one, other = colleagues
    uuid, now = report(), clock.now()
    with clock.held_at(now):
        first = one.put(claims(uuid)).json["held_until"]
    with clock.held_at(now + timedelta(minutes=9)):
        assert one.put(claims(uuid)).json["held_until"] > first
    with clock.held_at(now + timedelta(minutes=15)):
        answer = other.put(claims(uuid))
        assert (answer.status_code, answer.json["type"]) == (409, "/problems/held-by-colleague")
    with clock.held_at(now + timedelta(minutes=9) + LEASE):
        assert other.put(claims(uuid)).status_code == 200
        assert one.put(claims(uuid)).status_code == 409, "silence: it went to who asked"


def test_deciding_ends_the_claim(colleagues, report):
    one, other = colleagues
    uuid = report()
    one.put(claims(uuid))
    one.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    answer = other.put(claims(uuid))
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/waits-no-more")


def test_only_what_one_may_judge_is_claimed(account, resident, report):
    club = account("moderator", organisation="Arbres", protocols=("tree",))
    uuid = report()
    assert club.put(claims(uuid)).status_code == 404
    assert club.put(claims(new_id())).status_code == 404
    assert resident.put(claims(uuid)).status_code == 403


def test_a_claim_that_ended_and_was_taken_gives_back_all_that_was_written(colleagues, report):
    """409, the same page with every word; then one may decide all the same."""
    one, other = colleagues
    uuid, now = report(), clock.now()
    with clock.held_at(now):
        fields = Hidden(one.get(f"/moderation/{uuid}").text).fields
    with clock.held_at(now + LEASE + timedelta(minutes=1)):
        other.put(claims(uuid))
        typed = {**fields, "option": "doubt", "comment": "Mon texte précieux"}
        answer = one.post(f"/moderation/{uuid}", data=typed)
        assert answer.status_code == 409
        assert "Mon texte précieux" in answer.text
        assert "Rien n’est perdu" in answer.text
        again = {**Hidden(answer.text).fields, "option": "doubt", "comment": "Mon texte précieux"}
        assert one.post(f"/moderation/{uuid}", data=again).status_code == 303
    assert one.get(f"/api/v1/observations/{uuid}").json["status"] == "doubtful"


def test_of_two_who_claim_at_one_instant_one_holds_it(colleagues, report):
    uuid = report()
    answers = [one.put(claims(uuid)).status_code for one in colleagues]
    assert answers == [200, 409]


def test_what_is_read_ahead_is_nobodys_until_it_is_shown(colleagues, report):
    one, other = colleagues
    first, second = report(), report()
    page = one.get(f"/moderation/{second}", headers={"Purpose": "prefetch"}).text
    assert f'data-claim="{claims(second)}"' in page, "the page asks for it as it is shown"
    assert held(other) == [False, False]
    fields = {**Hidden(one.get(f"/moderation/{first}").text).fields, "option": "certain"}
    asked = {"data": fields, "headers": {"Prefer": "return=minimal"}}
    told = one.post(f"/moderation/{first}", **asked)
    assert (told.status_code, "<main" in told.text) == (200, False)
    assert told.headers["Content-Location"] == f"/moderation/{second}?done={first}"
    assert f'href="/moderation/{first}"' in told.text
    assert "1 observation" in told.text
    assert held(other) == [False]
    late = one.post(f"/moderation/{first}", **asked)
    assert (late.status_code, "Content-Location" in late.headers) == (412, False)
    assert "<main" in late.text
