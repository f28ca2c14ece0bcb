"""How precisely a place may be shown: one function, the strongest reason wins."""

import pytest

from reference.sensitivity.rules import GROUPED, PRECISIONS, out_of_sight, public_precision

LEVELS = range(5)


@pytest.mark.parametrize("level", LEVELS)
def test_each_sinp_level_has_its_precision(level):
    told = public_precision(level, by_cells=False, out_of_sight=False)
    assert told == ("exact", "commune", "cell", "department", "nothing")[level]


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_counted_by_cells_is_never_shown_alone(level):
    for hidden in (False, True):
        assert public_precision(level, by_cells=True, out_of_sight=hidden) == GROUPED


@pytest.mark.parametrize("level", LEVELS)
def test_out_of_sight_hides_the_place_at_least_to_its_commune(level):
    told = public_precision(level, by_cells=False, out_of_sight=True)
    assert PRECISIONS.index(told) == max(level, 1)


def test_a_stronger_level_never_shows_more():
    for hidden in (False, True):
        shown = [
            PRECISIONS.index(public_precision(level, by_cells=False, out_of_sight=hidden))
            for level in LEVELS
        ]
        assert shown == sorted(shown)


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        ({"seen_from_public_space": "no"}, True),
        ({"seen_from_public_space": "yes"}, False),
        ({"seen_from_public_space": "unknown"}, False),
        ({}, False),
    ],
)
def test_only_a_plain_no_puts_a_place_out_of_sight(answers, hidden):
    assert out_of_sight(answers) is hidden
