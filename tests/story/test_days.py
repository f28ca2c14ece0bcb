"""What is daily is done once a day in each town, whichever process comes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

import app as house
from citizen.accounts import store as accounts
from citizen.accounts.tables import SignInLink, WebSession
from config import clock, daily, events, processes, towns
from config.database import reading, transaction
from config.events import Event
from config.settings import BadSetting, Settings
from config.towns import EVERY_TOWN, Town


def begun():
    told = select(Event.subject).where(Event.name == "day.begun").order_by(Event.id)
    with reading() as session:
        return session.scalars(told, execution_options=EVERY_TOWN).all()


def test_a_day_begins_once_however_many_processes_ask(app):
    with ThreadPoolExecutor(6) as processes_at_once:
        days = set(processes_at_once.map(lambda _: daily.begin(), range(6)))
    assert begun() == [day.isoformat() for day in days]


def test_each_day_and_each_town_has_its_own(app):
    with transaction() as session:
        session.add(Town(code="76351", name="Le Havre"))
    now = clock.now()
    for later in (0, 0, 1, 1, 3):
        with clock.held_at(now + timedelta(days=later)):
            daily.begin()
    assert len(begun()) == 6
    assert len(set(begun())) == 3


def test_a_process_that_began_the_day_asks_the_database_no_more(app, monkeypatch):
    day = daily.begin()
    monkeypatch.setattr(daily, "transaction", None)
    assert daily.begin(day) == day


def test_a_day_begins_at_two_in_the_night(app):
    evening = clock.now().replace(hour=23, minute=0)
    with clock.held_at(evening):
        day = daily.begin()
    with clock.held_at(evening + timedelta(hours=2, minutes=30)):
        assert daily.begin() == day
    with clock.held_at(evening + timedelta(hours=3, minutes=1)):
        assert daily.begin() == day + timedelta(days=1)


def test_the_bell_begins_the_day_too(app, settings, monkeypatch):
    rung = []
    monkeypatch.setattr(processes, "queue", lambda _: None)
    monkeypatch.setattr(processes, "ring_once", lambda _, job, _jobs: rung.append(job) or 1)
    processes.ring(settings, "a.job", house.JOBS, rounds=2)
    assert len(rung) == 2
    assert len(begun()) == 1


def count(table):
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_links_and_sessions_are_forgotten_once_they_ended_long_ago(app):
    now = clock.now()
    for age in (1, 20, 200):
        with clock.held_at(now - timedelta(days=age)), transaction() as session:
            person = accounts.open_account(session, "person")
            accounts.new_link(session, person, timedelta(minutes=15), mailed=True)
            accounts.new_session(session, person.id)
    daily.begin()
    events.deliver_all(house.JOBS)
    assert (count(SignInLink), count(WebSession)) == (2, 2)
    with clock.held_at(now + timedelta(days=35)):
        daily.begin()
        events.deliver_all(house.JOBS)
    assert (count(SignInLink), count(WebSession)) == (0, 2), "a cookie of these may still be held"
    towns.serve(app.config["TOWN"])


@pytest.mark.parametrize("days", ["never", "-3", "0", "1.5", "99999"])
def test_a_duration_is_a_number_of_days(days):
    with pytest.raises(BadSetting, match="KEEP_SIGN_INS"):
        Settings.from_environment({"KEEP_SIGN_INS": days})
