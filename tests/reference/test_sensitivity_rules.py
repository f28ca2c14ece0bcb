"""Which rule decides: the highest of those that touch a record; what is unknown is touched."""

from datetime import date

import pytest

from reference.sensitivity.rules import (
    LOCAL,
    Rule,
    Ruling,
    Subject,
    replaced,
    ruling,
    touches,
)

TODAY = date(2026, 11, 22)
BAT, MYOTIS, ROBIN = 60461, 195005, 4001


def rule(level=2, **told):
    return Rule(**{"cd_nom": BAT, "name": "Myotis", "area": "76", "level": level} | told)


def seen(**told):
    day = told.pop("day", date(2026, 5, 14))
    known = {"names": frozenset({BAT, MYOTIS}), "areas": frozenset({"76", "76259"})}
    return Subject(**known | {"first_day": day, "last_day": day} | told)


def level(*rules, **told):
    return ruling(rules, seen(**told), TODAY).level


def test_no_rule_asks_nothing():
    assert ruling([], seen(), TODAY) == Ruling(0, None)
    assert level(rule(cd_nom=ROBIN)) == 0


def test_the_rule_that_decided_is_told():
    decided = rule(3, note="Gîtes hypogés")
    assert ruling([rule(1), decided, rule(2)], seen(), TODAY) == Ruling(3, decided)


def test_a_rule_on_a_higher_rank_covers_the_taxa_below():
    assert level(rule(cd_nom=MYOTIS)) == 2


@pytest.mark.parametrize(
    ("area", "areas", "told"),
    [
        ("76", {"76", "76259"}, 2),
        ("27", {"76", "76259"}, 0),
        ("76259", {"76", "76259"}, 2),
        ("76351", {"76", "76259"}, 0),
        ("27", set(), 2),  # nobody knows where: perhaps there
    ],
)
def test_a_rule_holds_in_its_department_or_its_commune(area, areas, told):
    assert level(rule(area=area), areas=frozenset(areas)) == told


@pytest.mark.parametrize(
    ("years", "year", "told"),
    [(None, 1900, 2), (10, 2016, 2), (10, 2015, 0), (1, 2025, 2), (1, 2024, 0), (20, 2026, 2)],
)
def test_a_rule_holds_for_so_many_years(years, year, told):
    assert level(rule(years=years), day=date(year, 5, 14)) == told


def test_the_most_recent_of_the_possible_days_counts():
    told = seen()._replace(first_day=date(2014, 1, 1), last_day=date(2016, 12, 31))
    assert ruling([rule(years=10)], told, TODAY).level == 2


@pytest.mark.parametrize(
    ("season", "day", "told"),
    [
        ((301, 731), date(2026, 5, 14), 2),
        ((301, 731), date(2026, 3, 1), 2),
        ((301, 731), date(2026, 8, 1), 0),
        ((1101, 331), date(2026, 1, 5), 2),
        ((1101, 331), date(2026, 12, 31), 2),
        ((1101, 331), date(2026, 6, 5), 0),
    ],
)
def test_a_rule_holds_in_its_season(season, day, told):
    assert level(rule(season=season), day=day) == told


def test_days_that_reach_into_a_season_are_of_it():
    april = seen()._replace(first_day=date(2026, 4, 1), last_day=date(2026, 4, 30))
    year = seen()._replace(first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    winter = seen()._replace(first_day=date(2025, 12, 20), last_day=date(2026, 1, 10))
    assert ruling([rule(season=(430, 731))], april, TODAY).level == 2
    assert ruling([rule(season=(501, 731))], april, TODAY).level == 0
    assert ruling([rule(season=(1101, 1130))], year, TODAY).level == 2
    assert ruling([rule(season=(101, 105))], winter, TODAY).level == 2


@pytest.mark.parametrize(
    ("asked", "told", "touched"),
    [
        ({"status": "4"}, {"status": "4"}, True),
        ({"status": "4"}, {"status": "3"}, False),
        ({"status": "4"}, {}, True),
        ({"status": "4"}, {"status": "1"}, True),
        ({"behaviour": "7"}, {"behaviour": "0"}, True),
        ({"behaviour": "7"}, {"behaviour": "8"}, False),
        ({"behaviour": "7"}, {"behaviour": "2"}, False),
        ({"status": "4", "behaviour": "7"}, {"status": "3", "behaviour": "7"}, True),
        ({"status": "4", "behaviour": "7"}, {"status": "3", "behaviour": "8"}, False),
    ],
)
def test_a_status_that_is_not_known_may_be_the_one_asked(asked, told, touched):
    assert touches(rule(**asked), seen(**told), TODAY) is touched


def test_at_one_level_the_country_s_plain_rule_is_the_one_told():
    national, noted = rule(), rule(note="Gîtes uniquement")
    town = rule(origin=LOCAL)
    for rules in ([national, noted, town], [town, noted, national]):
        assert ruling(rules, seen(), TODAY).rule == national


@pytest.mark.parametrize(
    ("lists", "out"),
    [
        ({("9", "76"), ("9", "27"), ("13", "18")}, set()),
        ({("9", "76"), ("9", "18"), ("13", "18")}, {("9", "18")}),
        ({("9", "18"), ("13", "18")}, set()),  # as wide as one another: nobody knows which
        ({("", "18"), ("", "76")}, set()),  # a file that names no list
        (set(), set()),
    ],
)
def test_a_regional_list_replaces_the_national_one_in_its_region(lists, out):
    assert replaced(lists) == out
