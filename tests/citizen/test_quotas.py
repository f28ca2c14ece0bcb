"""How much may be sent: by account and by town, refused with the moment there is room again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app as house
from citizen.observations.quotas import rules
from citizen.observations.quotas import store as quotas
from citizen.observations.quotas.rules import DAY, Quotas
from citizen.observations.tables import Observation
from config import clock
from config.settings import BadSetting, Settings
from tests.citizen.forms import count, filled
from tests.citizen.test_limits import device
from tests.conftest import Client, engine
from tests.sendings import new_id, photo, sent, sha256

NOW = datetime(2026, 5, 14, 9, 32, tzinfo=UTC)


@pytest.fixture
def held(app):
    """Put quotas in force for a test."""
    yield lambda **told: quotas.put_in_force(Quotas(**told))
    quotas.put_in_force(Quotas())


def put(client, uuid="", query="", **changes):
    return client.put(
        f"/api/v1/observations/{uuid or new_id()}{query}", json=sent("tree", **changes)
    )


def test_an_account_sends_so_many_in_a_day_and_is_told_when_to_come_back(held, new_resident):
    held(observations=2)
    one, other = new_resident(), new_resident()
    first, second = new_id(), new_id()
    with clock.held_at(NOW):
        assert put(one, first).status_code == 201
    with clock.held_at(NOW + timedelta(hours=1)):
        assert put(one, second).status_code == 201
        refused = put(one)
        assert refused.status_code == 429
        assert refused.json["type"] == "/problems/quota-reached"
        assert refused.json["maximum"] == 2
        assert refused.headers["Retry-After"] == str(23 * 3600) == str(refused.json["retry_after"])
        assert put(other).status_code == 201
        assert put(one, query="?dry_run=true").status_code == 429
    with clock.held_at(NOW + timedelta(days=1, seconds=1)):
        assert put(one).status_code == 201
        assert put(one).status_code == 429, "the second of yesterday still counts"


def test_what_is_kept_already_may_be_sent_again_and_corrected(held, resident):
    held(observations=1)
    uuid = new_id()
    kept = put(resident, uuid)
    assert put(resident, uuid).status_code == 200
    corrected = resident.put(
        f"/api/v1/observations/{uuid}", json=sent("tree", comment="plus haut"),
        headers={"If-Match": kept.headers["ETag"]},
    )  # fmt: skip
    assert corrected.status_code == 200
    assert put(resident).status_code == 429
    assert count(Observation) == 1, "what was refused is not kept"


def test_of_a_batch_what_is_too_much_is_refused_item_by_item(held, resident):
    held(observations=2)
    items = [sent("tree") | {"uuid": new_id()} for _ in range(4)]
    told = resident.post("/api/v1/observations/batch", json={"items": items}).json["items"]
    assert [one["status"] for one in told] == [201, 201, 429, 429]
    assert told[2]["problem"]["retry_after"] > 80_000


def test_a_new_account_sends_less_until_one_of_its_observations_is_accepted(
    held, resident, moderator, deliver
):
    held(observations=10, first_observations=1)
    uuid = new_id()
    assert put(resident, uuid).status_code == 201
    assert put(resident).status_code == 429
    deliver()
    decided = moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert decided.status_code == 201
    assert put(resident).status_code == 201


def test_all_accounts_together_have_a_quota_too(held, new_resident):
    held(town_observations=2)
    assert [put(new_resident()).status_code for _ in range(3)] == [201, 201, 429]


def sending(client, colours):
    """Send an observation, then photos of it; return what each was answered."""
    put(client, uuid := new_id())
    return [send_photo(client, uuid, photo(colour)) for colour in colours]


def send_photo(client, uuid, data):
    where = f"/api/v1/observations/{uuid}/photos/{sha256(data)}"
    return client.put(where, data=data, content_type="image/jpeg")


def test_photos_weigh_so_much_in_a_day(held, resident):
    held(photos=len(photo("green")) + 10)
    uuid = new_id()
    put(resident, uuid)
    assert send_photo(resident, uuid, photo("green")).status_code == 201
    refused = send_photo(resident, uuid, photo("red"))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 80_000
    assert send_photo(resident, uuid, photo("green")).status_code == 200, "it is kept already"
    told = resident.get(f"/api/v1/observations/{uuid}")
    assert told.status_code == 200, "the observation stays"


def test_photos_weigh_so_much_in_all(held, new_resident):
    held(photos_kept=len(photo("green")) + 10)
    told = sending(new_resident(), ("green", "red"))
    assert [one.status_code for one in told] == [201, 413]
    assert told[1].json["type"] == "/problems/photos-full"
    assert "Retry-After" not in told[1].headers, "waiting would not help"


def test_the_photos_of_a_town_weigh_so_much(held, new_resident):
    held(town_photos_kept=len(photo("green")) + 10)
    told = [sending(new_resident(), [colour])[0].status_code for colour in ("green", "red")]
    assert told == [201, 413]


def test_a_form_is_given_back_whole_when_a_person_sent_too_much(held, anyone):
    held(observations=1)
    assert anyone.post("/observer/tree", data=filled(anyone, "tree")).status_code == 303
    again = anyone.post("/observer/tree", data=filled(anyone, "tree", comment="le grand"))
    assert again.status_code == 429
    assert "le grand" in again.text
    assert "Assez pour aujourd" in again.text
    assert "renvoyez demain" in again.text


def test_processes_count_together(held, new_resident):
    """Another process remembers nothing of what this one counted: the database tells it."""
    held(observations=3)
    client = new_resident()
    for _ in range(3):
        assert put(client).status_code == 201
        held(observations=3)
    assert put(client).status_code == 429


def test_the_settings_are_put_in_force_but_where_nothing_is_counted(settings):
    limited = replace(settings, RATE_LIMITS="on", QUOTA_FIRST_OBSERVATIONS="2")
    app = house.create_app(limited)
    app.test_client_class = Client
    client = app.test_client()
    client.token = device(app).json["token"]
    assert [put(client).status_code for _ in range(3)] == [201, 201, 429]
    engine().dispose()
    house.create_app(settings)
    assert put(client).status_code == 201


def test_a_quota_that_is_no_number_stops_the_start():
    with pytest.raises(BadSetting, match="QUOTA_PHOTOS holds 'many'"):
        Settings.from_environment({"QUOTA_PHOTOS": "many"})


def test_settings_become_quotas():
    told = Quotas(**Settings().quotas)
    assert told.observations == 1000
    assert told.photos == 2_000_000_000
    assert Settings(RATE_LIMITS="off").quotas == {}


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 20))
def test_what_goes_uncounted_is_a_part_of_what_is_left(limit, spent, processes):
    assert 0 <= rules.ahead(limit, spent) * rules.AHEAD <= max(0, limit - spent)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_new_account_never_has_more_than_another(ordinary, first):
    quota = Quotas(observations=ordinary, first_observations=first)
    new, old = rules.of_account(quota, is_new=True), rules.of_account(quota, is_new=False)
    assert old == ordinary
    assert new == ordinary if not first else 0 < new <= (ordinary or first)


@given(st.timedeltas(timedelta(0), DAY))
def test_once_the_wait_is_over_the_oldest_is_a_day_old(age):
    wait = rules.seconds_until(NOW - age, NOW)
    assert NOW - age + DAY <= NOW + timedelta(seconds=wait)
    assert wait <= DAY.total_seconds()
