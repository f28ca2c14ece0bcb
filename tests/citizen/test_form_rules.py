"""What a filled form says, read as people write."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from citizen.form.rules import document, field_of, number, place, positions
from config.protocols import PROTOCOLS

PARIS = ZoneInfo("Europe/Paris")


def told(**fields):
    return {name: [value] for name, value in fields.items()}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("415", 415), ("4,15", 4.15), (" 1 200 ", 1200), ("-0.5", -0.5), ("4.0", 4.0),
     ("NaN", "NaN"), ("1e5", "1e5"), ("", ""), ("trois", "trois")],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed, read):
    assert number(typed) == read
    assert type(number(typed)) is type(read)


@pytest.mark.parametrize(
    "line", ["49.7572, 0.3741", "49,7572 0,3741", "49,7572;0,3741", "49.7572,0.3741"]
)
def test_a_position_is_read_however_it_is_cut(line):
    assert positions(f"{line}\n\n") == [[0.3741, 49.7572]]


def test_an_area_closes_by_itself():
    corners = "49.75, 0.37\n49.76, 0.37\n49.76, 0.38"
    drawn = place(told(shape="Polygon", positions=corners))
    assert drawn["coordinates"][0][0] == drawn["coordinates"][0][-1]
    assert len(drawn["coordinates"][0]) == 4


def test_no_position_is_no_place():
    assert place({}) is None
    assert place(told(shape="LineString", positions=" \n ")) is None


def test_the_hour_is_that_of_the_place_unless_the_browser_tells_its_own():
    summer = told(date="2026-07-14", time="08:00")
    asked = PROTOCOLS["heat"]
    assert document(asked, summer, PARIS)["observed_at"] == "2026-07-14T08:00:00+02:00"
    there = document(asked, summer | told(offset="-04:00"), PARIS)
    assert there["observed_at"] == "2026-07-14T08:00:00-04:00"


def test_without_an_hour_the_day_alone_is_known():
    sending = document(PROTOCOLS["heat"], told(date=str(date(2026, 7, 14))), PARIS)
    assert sending["time_precision"] == "day"


@pytest.mark.parametrize(
    ("pointer", "field"),
    [("/answers/criteria/0", "answers/criteria"), ("/place/coordinates", "place"),
     ("/observed_at", "date"), ("/taxon/cd_nom", "cited_name"), ("/licence", "")],
)  # fmt: skip
def test_a_fault_finds_its_field(pointer, field):
    assert field_of(pointer) == field
