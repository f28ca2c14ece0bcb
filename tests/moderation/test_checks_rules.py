"""Each automatic check: its verdict and its evidence, from plain values."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from citizen.plausibility.rules import Flag
from config.protocols import PROTOCOLS, protocol
from moderation.checks.evidence.around import Point, around, distance
from moderation.checks.evidence.months import counted, months
from moderation.checks.evidence.size import is_of as is_measured
from moderation.checks.evidence.size import size
from moderation.checks.evidence.status import status
from moderation.checks.evidence.territory import territory
from moderation.checks.evidence.weather import is_of as is_felt
from moderation.checks.evidence.weather import weather

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)
VALUES = {
    "name": "Picus viridis", "records": 12, "years": 30, "answers": 200, "speed": 400, "air": 31,
    "question": "girth_cm", "answer": 2000, "usual": 1500, "unit": "cm", "genus": "Quercus",
    "girth": 20, "height": 20, "observations": 4, "accounts": 2,
}  # fmt: skip


def flag(code: str) -> Flag:
    return Flag(code, VALUES)


@pytest.mark.parametrize(
    ("by_month", "month", "verdict"),
    [
        ({5: 12}, 5, "fine"),
        ({5: 12}, 6, "fine"),
        ({5: 12}, 11, "look"),
        ({12: 12}, 1, "fine"),
        ({5: 9}, 11, "unknown"),
        ({5: 12}, None, "unknown"),
        ({}, 5, "unknown"),
    ],
)
def test_a_date_is_compared_with_the_months_it_is_known_in(by_month, month, verdict):
    found = months(counted(by_month, month), [])
    assert found.verdict == verdict
    assert found.evidence["records"] == sum(by_month.values())
    assert found.evidence["months"][4] == by_month.get(5, 0)


def test_what_was_out_of_season_on_arrival_is_not_forgotten():
    assert months(counted({5: 3}, 11), [flag("out-of-season")]).verdict == "look"
    assert months(None, []).verdict == "unknown"


def test_every_month_with_a_record_can_be_seen():
    bars = counted({1: 1, 6: 1000}, 1).heights
    assert bars[0] > 0
    assert bars[5] == 100
    assert bars[1] == 0


def points(*metres: float) -> list[Point]:
    return [Point(UUID(int=n), far, 49.7, 0.3) for n, far in enumerate(metres)]


def test_a_place_is_compared_with_where_it_is_known():
    assert around(None).verdict == "unknown"
    assert around([]).verdict == "unknown"
    assert around(points(12_000, 30_000)).verdict == "look"
    found = around(points(12_000, 300))
    assert found.verdict == "fine"
    assert (found.evidence["records"], found.evidence["nearest_m"]) == (1, 300)
    assert [one["distance_m"] for one in found.evidence["nearest"]] == [300, 12_000]
    assert distance(3) == (10, "m")
    assert distance(12_400) == (12, "km")


def test_no_more_points_are_drawn_or_told_than_help():
    found = around(points(*range(300)))
    assert len(found.evidence["drawn"]) == 100
    assert len(found.evidence["nearest"]) == 8


@pytest.mark.parametrize(
    ("is_here", "code", "name", "verdict"),
    [
        (True, "76259", "Fécamp", "fine"),
        (False, "76351", "Le Havre", "look"),
        (False, None, "", "look"),
        (None, None, "", "unknown"),
    ],
)
def test_a_place_is_in_the_town_or_not(is_here, code, name, verdict):
    found = territory(is_here, code, name)
    assert found.verdict == verdict
    assert found.evidence == {"territory": code, "name": name}


@pytest.mark.parametrize(
    ("name", "code", "is_wild", "raised", "verdict"),
    [
        ("Picus viridis", "P", True, [], "fine"),
        ("Picus viridis", "", True, [], "unknown"),
        ("Picus viridis", "A", True, [], "look"),  # a name held since: nothing was raised on it
        ("Picus viridis", "B", True, [], "look"),
        ("Picus viridis", "P", True, ["first-here"], "look"),
        ("Picus viridis", "A", False, [], "unknown"),
        ("", "", True, [], "unknown"),
    ],
)
def test_taxref_says_whether_a_species_lives_here(name, code, is_wild, raised, verdict):
    assert status(name, code, is_wild, [flag(one) for one in raised]).verdict == verdict


def test_a_size_is_told_with_its_span_and_where_it_comes_from():
    tree = protocol("tree")
    found = size(tree, {"girth_cm": 320, "height_m": 20}, "Quercus", [])
    assert found.verdict == "fine"
    girth, height = found.evidence["sizes"]
    assert (girth["source"], girth["value"], girth["genus"]) == ("genus", 320, "Quercus")
    assert girth["most"] > height["most"] > 0
    assert size(tree, {"girth_cm": 320}, "", []).evidence["sizes"][0]["source"] == "protocol"
    assert size(tree, {}, "Quercus", []).verdict == "unknown"
    assert size(tree, {"girth_cm": 2000}, "", [flag("unlikely-number")]).verdict == "look"
    assert is_measured(tree)
    assert not is_measured(protocol("biodiversity")) or protocol("biodiversity").asked


def test_how_it_felt_is_compared_with_the_air_where_it_is_known():
    heat = next(one for one in PROTOCOLS.values() if is_felt(one))
    felt = next(one.name for one in heat.asked if one.scale)
    assert weather(heat, {felt: 2}, None, []).verdict == "unknown"
    found = weather(heat, {felt: 2}, 31.2, [])
    assert (found.verdict, found.evidence["felt"], found.evidence["air_c"]) == ("fine", 2, 31.2)
    assert weather(heat, {felt: -2}, 31.2, [flag("against-weather")]).verdict == "look"
    assert not is_felt(protocol("tree"))
