"""Checks of photos, twins, people and dates; and none of what was raised is left untold."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from citizen.evidence.rules import Conflict
from citizen.plausibility.rules import CODES, FOR_MODERATORS
from config.languages import LANGUAGES
from config.protocols import PROTOCOLS, protocol
from moderation.checks.evidence.camera import camera
from moderation.checks.evidence.date import date
from moderation.checks.evidence.duplicates import Reach, Twin, duplicates, hours_apart
from moderation.checks.evidence.months import counted, months
from moderation.checks.evidence.person import person
from moderation.checks.evidence.size import size
from moderation.checks.evidence.status import status
from moderation.checks.evidence.territory import territory
from moderation.checks.evidence.weather import is_of as is_felt
from moderation.checks.evidence.weather import weather
from moderation.checks.rules import CHECKS, VERDICTS
from tests.moderation.test_checks_rules import flag

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)


def picture(name: UUID, *, taken: str = "", place: tuple[float, float] | None = None):
    longitude, latitude = place or (None, None)
    return SimpleNamespace(uuid=name, taken=taken, longitude=longitude, latitude=latitude)


def test_photos_are_compared_with_what_was_declared():
    assert camera([], {}).verdict == "unknown"
    assert camera([picture(ONE)], {}).verdict == "unknown"
    assert camera([picture(ONE, taken="2026-05-01T12:00:00")], {}).verdict == "fine"
    both = [picture(ONE), picture(OTHER, place=(0.3, 49.7))]
    found = camera(both, {OTHER: [Conflict(OTHER, "place", 2400), Conflict(OTHER, "date", 3)]})
    assert found.verdict == "look"
    assert found.evidence["photos"][1]["metres_off"] == 2400
    assert found.evidence["photos"][1]["days_off"] == 3
    assert "days_off" not in found.evidence["photos"][0]


def twin(**told):
    plain = {
        "uuid": ONE, "metres": 8, "hours": None, "days": 0, "likeness": None, "is_tied": False,
        "is_same_author": False,
    }  # fmt: skip
    return Twin(**{**plain, **told})


@pytest.mark.parametrize(
    ("one", "hours", "verdict"),
    [
        (twin(days=400), None, "look"),  # what stays
        (twin(is_tied=True), None, "fine"),
        (twin(hours=1.0), 2, "look"),
        (twin(hours=5.0), 2, "fine"),
        (twin(hours=5.0, likeness=95), 2, "look"),
        (twin(days=1), 2, "fine"),
        (twin(days=0), 2, "look"),
    ],
)
def test_what_lies_near_may_be_the_same_by_its_moment_or_its_photo(one, hours, verdict):
    found = duplicates([one], Reach(15, hours), [], 0, [])
    assert found.verdict == verdict
    assert found.evidence["near"][0]["metres"] == 8


def test_a_photo_that_came_before_is_told_and_never_where_one_may_not_look():
    found = duplicates([], Reach(15, None), [OTHER], 2, [])
    assert found.verdict == "look"
    assert found.evidence["same_photo"] == [OTHER]
    assert found.evidence["same_photo_elsewhere"] is True  # not how many, nor which
    assert duplicates([], Reach(15, None), [], 0, [flag("photo-again")]).verdict == "look"
    assert duplicates([], Reach(15, None), [], 0, []).verdict == "fine"
    assert duplicates(None, None, [], 0, []).verdict == "unknown"


def test_hours_are_counted_where_both_are_known():
    later = NOON + timedelta(minutes=90)
    assert hours_apart((NOON, "minute"), (later, "hour")) == 1.5
    assert hours_apart((later, "minute"), (NOON, "minute")) == 1.5
    assert hours_apart((NOON, "minute"), (later, "day")) is None


def test_one_person_cannot_be_everywhere():
    assert person(None, []).verdict == "unknown"
    assert person(0, []).verdict == person(3, []).verdict == "fine"
    found = person(3, [flag("too-fast")])
    assert (found.verdict, found.evidence["speed_kmh"]) == ("look", 400)


def test_a_date_may_not_be_to_come():
    assert date(NOON, NOON + timedelta(days=3), []).evidence["days"] == 3
    assert date(NOON + timedelta(days=3), NOON, [flag("future")]).verdict == "look"
    assert date(NOON, NOON, []).verdict == "fine"


def test_whatever_looked_unlikely_on_arrival_is_in_a_check():
    """A flag that no check tells would be hidden from who decides."""
    tree, heat = protocol("tree"), next(one for one in PROTOCOLS.values() if is_felt(one))
    for code in {*CODES, *FOR_MODERATORS}:
        raised = [flag(code)]
        found = [
            date(NOON, NOON, raised), status("Picus viridis", "P", True, raised),
            months(counted({}, 5), raised), size(tree, {}, "", raised),
            weather(heat, {}, None, raised), duplicates([], None, [], 0, raised),
            person(0, raised), territory(code != "outside", None, ""),
        ]  # fmt: skip
        assert [one.check for one in found if one.verdict == "look"], code
        assert {one.check for one in found} <= {*CHECKS}
        assert {one.verdict for one in found} <= {*VERDICTS}
    assert LANGUAGES  # said in each of them: test_checks.py
