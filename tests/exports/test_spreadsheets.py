"""Tables for spreadsheets: what a cell shows, and what must never run in it."""

from datetime import date
from typing import Any

import pytest

from exports.spreadsheets import cell, harmless


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (415.0, "415"),
        (0.00001, "0.00001"),
        (-0.5541, "-0.5541"),
        (1e15, "1000000000000000"),
        (date(2026, 5, 7), "2026-05-07"),
        ("=1+1", "'=1+1"),
    ],
)
def test_a_cell_shows_a_value_plainly(value: Any, shown: str) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize(
    "text", ["=1", "+a", "-a", "@a", "\t1", "\r1", "\n1", "\0", "＝1", "＋1", "－1", "＠a"]
)
def test_what_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("separator", [";", ",", '"', "\t", "\n", "\r"])
def test_french_excel_cutting_a_text_elsewhere_finds_no_formula(separator: str) -> None:
    sheltered = harmless(f"beau{separator}=1+1{separator}-2+cmd{separator}@x{separator}-12.5")

    parts = sheltered.split(separator)

    assert parts == ["beau", "'=1+1", "'-2+cmd", "'@x", "-12.5"]


@pytest.mark.parametrize("number", ["-12.5", "+3", "-0,5", "12", "-1"])
def test_a_number_is_never_harmed(number: str) -> None:
    assert harmless(number) == number
