"""The calendar of campaigns: what its readers rely on, whatever people write in it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from exports.agenda.rules import Occasion, calendar

CHANGED = datetime(2026, 5, 2, 10, 30, 15, 999, tzinfo=UTC)
HOSTILE = "Fin;\\n BEGIN:VEVENT\r\nUID:x\r\n,\x00\x07 « arbres » 🌳 " + "é" * 200
CALL = {"protocol": "tree", "starts": "2026-05-01", "status": "open"}


def occasion(**told):
    known = {
        "uid": "x@y", "title": "Arbres", "begins": date(2026, 5, 1), "ends": date(2026, 5, 3),
        "about": "", "where": "Fécamp", "url": "https://x.example/y", "changed_at": CHANGED,
        "version": 2,
    }  # fmt: skip
    return Occasion(**known | told)


def read(*occasions):
    told = calendar("Nom", "https://x.example", "Europe/Paris", occasions)
    return told, Calendar.from_ical(told)


def test_whole_days_end_the_day_after_the_last_as_the_standard_counts():
    event = read(occasion())[1].walk("VEVENT")[0]
    assert event.decoded("dtstart") == date(2026, 5, 1)
    assert event.decoded("dtend") == date(2026, 5, 4)
    assert event.decoded("dtstamp") == CHANGED.replace(microsecond=0)
    assert event["sequence"] == 1
    assert "dtend" not in read(occasion(ends=None))[1].walk("VEVENT")[0]


def test_an_occasion_of_an_hour_tells_its_zone():
    paris = ZoneInfo("Europe/Paris")
    begins = datetime(2026, 7, 1, 9, 30, tzinfo=paris)
    told, found = read(occasion(begins=begins, ends=begins + timedelta(hours=2)))
    assert b"DTSTART;TZID=Europe/Paris:20260701T093000" in told
    assert [one["tzid"] for one in found.walk("VTIMEZONE")] == ["Europe/Paris"]


@given(st.text(max_size=300))
def test_whatever_people_write_stays_in_its_place(text):
    told, found = read(occasion(title=text, about=text + HOSTILE, where=text))
    assert len(found.walk("VEVENT")) == 1
    assert [one["uid"] for one in found.walk("VEVENT")] == ["x@y"]
    assert all(len(line) <= 75 for line in told.split(b"\r\n"))
    assert b"\x00" not in told
    assert b"\n" not in told.replace(b"\r\n", b"")


def test_the_order_of_what_happens_is_its_own_whoever_tells_first():
    one, other = occasion(uid="a"), occasion(uid="b", begins=date(2026, 4, 1))
    assert read(one, other)[0] == read(other, one)[0]


@pytest.fixture
def called(publisher):
    """Make a campaign; return its identifier."""

    def make(**told):
        made = publisher.post("/api/v1/projects", json=CALL | told)
        assert made.status_code == 201, made.text
        return made.json["id"]

    return make


def test_people_subscribe_to_what_anyone_may_know(anyone, publisher, called):
    slug = called(title={"fr": HOSTILE.replace("\x00", "").replace("\x07", "")[:120]},
                  ends="2026-05-31", joining="code")  # fmt: skip
    called(title={"fr": "Secret du maire"}, status="draft")
    answer = anyone.get("/campagnes.ics")
    assert answer.mimetype == "text/calendar"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert [one["uid"] for one in events] == [f"campagne-{slug}@76259.brindille"]
    assert events[0]["url"].endswith(f"/campagnes/{slug}")
    assert b"Secret" not in answer.data
    again = anyone.get("/campagnes.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    page = anyone.get("/campagnes").text
    assert 'type="text/calendar"' in page
    assert 'href="webcal://' in page
    assert b"Campaigns of" in anyone.get("/campagnes.ics?lang=en").data


def test_a_campaign_without_an_end_is_told_as_its_first_day(anyone, called):
    called(title={"fr": "Toute l'année"})
    event = Calendar.from_ical(anyone.get("/campagnes.ics").data).walk("VEVENT")[0]
    assert "dtend" not in event
    assert "Sans date de fin" in event["description"]
