"""Styles follow the direction of reading: start and end, never left and right."""

import re

from tests.guards.source import PACKAGES, ROOT, name

SHEETS = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
FOUR = re.compile(r"(?<![\w-])(margin|padding)\s*:\s*([^;{}]+)")
PARTS = re.compile(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+")


def lopsided(value):
    """Whether four values name the right and the left apart."""
    parts = PARTS.findall(value.replace("!important", ""))
    return len(parts) == 4 and parts[1] != parts[3]


def test_no_style_names_the_left_or_the_right():
    assert len(SHEETS) > 4
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert PHYSICAL.findall(text) == [], name(sheet)
        assert [told for told in FOUR.findall(text) if lopsided(told[1])] == [], name(sheet)
