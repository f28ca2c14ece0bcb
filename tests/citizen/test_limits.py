"""How often one may ask: counted by account or by household, told in every answer."""

from dataclasses import replace

import pytest

import app as house
from citizen.accounts import limits
from citizen.accounts.limits import network
from config import towns
from config.problems import PROBLEMS
from tests.conftest import Client, engine
from tests.sendings import new_id, sent

HOME = "203.0.113.7"


@pytest.fixture
def limited(settings, monkeypatch):
    """The product as it is served: it counts. Few are enough for a test."""
    monkeypatch.setattr(limits, "WRITES", "3/minute")
    monkeypatch.setitem(limits.BY_ADDRESS, "accounts.new_device", "2/hour")

    def made(**changes):
        app = house.create_app(replace(settings, RATE_LIMITS="on", **changes))
        app.test_client_class = Client
        towns.serve(app.config["TOWN"])
        return app

    return made


def device(app, address=HOME, **headers):
    return app.test_client().post(
        "/api/v1/devices", environ_base={"REMOTE_ADDR": address}, headers=headers
    )


def test_too_many_are_refused_and_told_when_to_come_back(limited):
    app = limited()
    answers = [device(app) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 201, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"accounts.new_device";q=2;w=3600'
    left = [one.headers["RateLimit"].split(";")[1] for one in answers]
    assert left == ["r=1", "r=0", "r=0"]
    refused = answers[2]
    assert refused.json["type"].endswith("/too-many-requests")
    assert 3500 < int(refused.headers["Retry-After"]) <= 3602
    assert device(app, "203.0.113.8").status_code == 201  # another household


def test_a_phone_is_counted_by_its_account_whatever_its_address(limited):
    app = limited()
    one, other = app.test_client(), app.test_client()
    for number, client in enumerate((one, other)):
        client.token = device(app, f"203.0.113.{number}").json["token"]
    for address in ("203.0.113.1", "203.0.113.2", "203.0.113.3"):
        where = f"/api/v1/observations/{new_id()}"
        base = {"REMOTE_ADDR": address}
        assert one.put(where, json=sent("tree"), environ_base=base).status_code == 201
    assert one.put(where, json=sent("tree"), environ_base=base).status_code == 429
    assert other.put(f"/api/v1/observations/{new_id()}", json=sent("tree")).status_code == 201
    assert one.get("/api/v1/me/observations").status_code == 200  # reading is not counted


def test_a_refused_sending_leaves_nothing_and_comes_back_later(limited):
    app = limited()
    client = app.test_client()
    client.token = device(app).json["token"]
    for _ in range(3):
        client.put(f"/api/v1/observations/{new_id()}?dry_run=true", json=sent("tree"))
    where = f"/api/v1/observations/{new_id()}"
    refused = client.put(where, json=sent("tree"))
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(refused.json["retry_after"])
    assert client.get(where).status_code == 404
    engine().dispose()
    later = limited().test_client()
    later.token = client.token
    assert later.put(where, json=sent("tree")).status_code == 201


def test_batches_are_counted_by_themselves(limited, monkeypatch):
    monkeypatch.setitem(limits.BY_ACCOUNT, "observations.send_many", "1/minute")
    app = limited()
    client = app.test_client()
    client.token = device(app).json["token"]
    told = [client.post("/api/v1/observations/batch", json={"items": [{}]}) for _ in range(2)]
    assert [one.status_code for one in told] == [207, 429]
    assert told[0].headers["RateLimit-Policy"] == '"observations.send_many";q=1;w=60'
    assert client.put(f"/api/v1/observations/{new_id()}", json=sent("tree")).status_code == 201


WRITING = (
    ("PUT", "/api/v1/observations/{}"), ("PUT", "/api/v1/observations/{}?dry_run=true"),
    ("DELETE", "/api/v1/observations/{}"), ("POST", "/api/v1/observations/{}/messages"),
    ("PUT", "/api/v1/observations/{}/photos/00"), ("PATCH", "/api/v1/observations/{}/photos/00"),
    ("POST", "/observer/tree"), ("POST", "/mes-observations/{}"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path"), WRITING)
def test_whatever_changes_something_is_counted_even_when_it_is_refused(limited, method, path):
    app = limited()
    client = app.test_client()
    client.token = device(app).json["token"]
    told = [client.open(path.format(new_id()), method=method) for _ in range(4)]
    assert told[0].status_code != 429
    assert told[0].headers["RateLimit-Policy"] == '"writes";q=3;w=60'
    assert told[3].status_code == 429


def test_a_token_that_is_wrong_does_not_keep_one_from_asking_anew(limited):
    app = limited()
    assert device(app, Authorization="Bearer of-last-year").status_code == 201


def test_what_comes_from_this_machine_may_be_anyone(limited):
    app = limited()
    assert {device(app, "127.0.0.1").status_code for _ in range(5)} == {201}


def test_behind_proxies_people_are_told_apart_by_the_address_they_forward(limited):
    app = limited(PROXIES="1")
    told = [device(app, "127.0.0.1", **{"X-Forwarded-For": f"1.2.3.4, {HOME}"}) for _ in range(3)]
    assert [one.status_code for one in told] == [201, 201, 429]
    other = {"X-Forwarded-For": f"{HOME}, 203.0.113.9"}  # what a person adds is not believed
    assert device(app, "127.0.0.1", **other).status_code == 201


def test_without_proxies_a_forwarded_address_is_not_believed(limited):
    app = limited()
    told = [device(app, **{"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(3)]
    assert [one.status_code for one in told] == [201, 201, 429]


def test_people_are_served_uncounted_while_the_counter_is_away(limited):
    app = limited(REDIS_URL="redis://127.0.0.1:1/0")
    assert {device(app).status_code for _ in range(4)} == {201}


@pytest.mark.parametrize(
    ("address", "household"),
    [
        ("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"), ("127.0.0.1", ""), ("::1", ""),
        ("unix", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_household_is_one_address(address, household):
    assert network(address) == household


def test_every_limit_is_of_an_operation(app):
    assert limits.BY_ADDRESS.keys() | limits.BY_ACCOUNT.keys() <= app.view_functions.keys()
    assert PROBLEMS["too-many-requests"].status == 429
