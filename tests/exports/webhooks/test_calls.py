"""A call goes to the address that was checked, takes no longer than it may, and is made once."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import clock
from config.calls import calling
from config.calls.answer import Answer
from config.calls.calling import call
from config.database import transaction
from exports.webhooks import store
from exports.webhooks.rules import RETRIES, luck, next_try, pause, rest
from exports.webhooks.sending import send_due
from tests.sendings import new_id, sent

NOW = datetime(2026, 5, 14, tzinfo=UTC)


def test_the_schedule_lasts_three_days_and_a_little():
    assert timedelta(days=3) < sum(RETRIES, timedelta()) < timedelta(days=3, hours=4)
    assert list(RETRIES) == sorted(RETRIES)


@given(st.integers(1, len(RETRIES)), st.uuids())
def test_a_pause_differs_by_a_tenth_at_most(attempts, uuid):
    waits = pause(attempts, luck(uuid, attempts))
    assert 0.899 < waits / RETRIES[attempts - 1] < 1.101


def test_a_receiver_s_wish_is_followed_up_to_a_day():
    busy = Answer(429, "answered", wait=timedelta(hours=2))
    assert next_try(1, NOW, NOW, busy, 0.5) == NOW + timedelta(hours=2)
    never = busy._replace(wait=timedelta(days=300))
    assert next_try(1, NOW, NOW, never, 0.5) == NOW + timedelta(days=1)
    assert next_try(len(RETRIES) + 1, NOW, NOW, busy, 0.5) is None
    assert next_try(1, NOW - timedelta(days=5), NOW, busy, 0.5) is None


def test_a_receiver_rests_longer_and_longer_ten_minutes_at_most():
    rests = [rest(failures) for failures in range(1, 9)]
    assert rests == sorted(rests)
    assert rests[-1] == timedelta(minutes=10)


def test_a_name_that_points_inside_is_never_connected_to(monkeypatch):
    """DNS says one thing, then another: it is asked once, and every address of it is looked at."""
    asked, connected = [], []

    def pointing(*addresses):
        def resolve(host, port, **_):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

        return resolve

    def connect(address, **_):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    for inside in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1"):
        monkeypatch.setattr(socket, "getaddrinfo", pointing("93.184.216.34", inside))
        assert call("https://rebinding.example.org/", {}, b"{}").fault == "refused-address"
    assert connected == []
    asked.clear()
    monkeypatch.setattr(socket, "getaddrinfo", pointing("93.184.216.34"))
    assert call("https://rebinding.example.org/", {}, b"{}").fault == "unreachable"
    assert asked == ["rebinding.example.org"]
    assert connected == [("93.184.216.34", 443)]


def test_a_name_nobody_knows_is_told(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert call("https://nobody.example.org/", {}, b"{}").fault == "unknown-host"


@pytest.fixture
def mumbler():
    """A receiver that says a letter now and then, and never ends."""
    calling.permit(loopback=True)
    listening, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def mumble():
        spoken, _ = listening.accept()
        with spoken:
            spoken.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not stop.wait(0.02):
                try:
                    spoken.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=mumble)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    stop.set()
    thread.join()
    listening.close()
    calling.permit(loopback=False)


def test_a_receiver_that_never_ends_is_cut_off(mumbler):
    assert call(mumbler, {}, b"{}", seconds=0.3).fault == "timeout"


def test_plain_http_to_a_receiver_that_wants_tls_or_the_reverse_is_a_fault(receiver):
    spoken = receiver.url.replace("http://", "https://")
    assert call(spoken, {}, b"{}").fault in {"tls", "unreachable"}
    assert receiver.came == []


def test_many_senders_make_each_call_once(hook, receiver, resident, deliver):
    for _ in range(12):
        resident.put(f"/api/v1/observations/{new_id()}", json=sent())
    deliver()

    def until_none_is_left(_):
        while send_due():
            pass

    with ThreadPoolExecutor(4) as senders:
        list(senders.map(until_none_is_left, range(4)))
    made = [headers["webhook-id"] for headers, _, _ in receiver.came]
    assert len(made) == len(set(made)) == 12


def test_a_call_whose_sender_died_is_made_again_under_its_id(hook, receiver, resident, deliver):
    resident.put(f"/api/v1/observations/{new_id()}", json=sent())
    deliver()
    with transaction() as session:
        taken, _ = store.claim(session)
    assert send_due() == 0  # in other hands
    with clock.held_at(clock.now() + store.LEASE + timedelta(seconds=1)):
        assert send_due() == 1
    assert receiver.came[0][0]["webhook-id"] == f"msg_{UUID(str(taken.uuid)).hex}"
