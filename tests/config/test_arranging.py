"""Rows of a form are added, removed and moved without a script; what they tell is TOML."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.arranging import MOST, arranged, number, rows, several, toml

A, B, C = ({"name": [name]} for name in "abc")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("add", [A, B, C, {}]), ("up-1", [B, A, C]), ("down-1", [A, C, B]), ("up-0", [A, B, C]),
        ("down-2", [A, B, C]), ("remove-0", [B, C]), ("remove-9", [A, B, C]),
        ("try", None), ("adopt", None), ("up-x", None), ("", None), ("remove-99999", None),
    ],
)  # fmt: skip
def test_a_button_says_what_becomes_of_the_rows(asked, expected):
    assert arranged([A, B, C], asked, {}) == expected


def test_a_form_holds_so_many_rows_and_no_more():
    assert len(arranged([A] * MOST, "add", {})) == MOST


def test_rows_are_taken_in_their_order_and_nothing_else_is():
    filled = {
        "rule-10-name": ["b"],
        "rule-2-name": ["a"],
        "rule-2-desks": ["x", "y"],
        "seen": ["1"],
    }
    filled |= {"rule-999-name": ["c"], "order-0-days": ["7"], "rule--1-name": ["d"]}
    assert rows(filled, "rule") == [{"name": ["a"], "desks": ["x", "y"]}, {"name": ["b"]}]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        (" 7 ", 7),
        ("2,5", 2.5),
        ("x", "x"),
        ("-1", "-1"),
        ("9" * 30, "9" * 30),
        ("1.", "1."),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, expected):
    assert number({"n": [typed]}, "n") == expected


def test_several_stand_in_one_field():
    assert several({"taxon": ["Aves ; Hirundo rustica;\n;x"]}, "taxon") == [
        "Aves", "Hirundo rustica", "x",
    ]  # fmt: skip


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.one_of(WORDS, st.integers(0, 2**31), st.booleans(), st.lists(WORDS))
TABLES = st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), VALUES, max_size=4)


@given(TABLES, TABLES, st.lists(TABLES, max_size=3))
def test_what_is_written_is_read_again_the_same(alone, table, listed):
    told = {f"a{name}": value for name, value in alone.items()}
    told |= {"order": table, "rules": listed}
    assert tomllib.loads(toml(told)) == told
